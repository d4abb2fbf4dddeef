import Diagnostics

/// The rules by which facts are found. The name stands in `rule` of every node and edge that one of them made, and tells facts
/// that ingesting may replace from those that a person wrote down.
package enum Rule: String, Sendable, CaseIterable {
    case document = "document.file"
    case title = "document.title"
    case issuer = "document.issuer"
    case date = "document.date"
    case number = "notice.number"
    case addressee = "notice.addressee"
    case copies = "notice.copies"
    case printer = "notice.printer"
    case cited = "text.cited"
    case section = "outline.section"
    case lead = "outline.lead"
    case passage = "text.passage"
    case gazetteer = "place.gazetteer"
    case topicWord = "topic.word"
    case inspectedUnit = "feedback.unit"
    case finding = "feedback.finding"
    case advice = "feedback.advice"
    case category = "feedback.category"
    case speech = "speech.title"
    case suggestion = "speech.suggestion"
    case author = "speech.author"
    case openAuthor = "speech.author.open"
    case story = "page.story"
    case reporter = "page.reporter"
    case tableRow = "table.row"
    case target = "text.target"
    case figure = "text.figure"
    case baseline = "text.baseline"
    case rank = "text.rank"
    case restated = "number.restated"
    case contradicted = "number.contradicted"
    case restatedElsewhere = "number.restated.across"
    case contradictedElsewhere = "number.contradicted.across"
    case milestone = "text.milestone"
    case position = "plan.position"
    case cluster = "plan.cluster"
    case industry = "plan.industry"
    case leading = "plan.leads"
    case zone = "plan.zone"
    case placement = "plan.placement"
    case site = "name.site"
    case siteList = "site.list"
    case siteQuoted = "site.quoted"
    case siteMention = "site.mention"
    case industryWord = "industry.word"
    case develops = "plan.develops"
    case leadingIndustry = "place.industries"
    case region = "place.region"
    case unitName = "name.unit"
    case abbreviation = "name.abbreviation"

    /// What the rule goes by, for the report.
    package var words: Message {
        switch self {
        case .document: Message("the file itself", "文件本身")
        case .title: Message("the title at the head", "文首的标题")
        case .issuer: Message("who signs or heads it", "署名或版头的机关")
        case .date: Message("the date at head or foot", "文首或文末的日期")
        case .number: Message("the number after GB/T 9704", "发文字号")
        case .addressee: Message("the line of addressees", "主送机关一行")
        case .copies: Message("the line of copies", "抄送一行")
        case .printer: Message("who printed it and when", "印发机关和日期")
        case .cited: Message("a title between 《 and 》", "书名号里的文件")
        case .section: Message("a numbered heading", "编号的标题")
        case .lead: Message("the phrase at the head of a paragraph", "段首的短语")
        case .passage: Message("a passage", "段落")
        case .gazetteer: Message("names of divisions, by GB/T 2260", "行政区划名录")
        case .topicWord: Message("words of a topic", "主题词")
        case .inspectedUnit: Message("a heading that names who was inspected", "点名被巡察单位的标题")
        case .finding: Message("a group of what was found", "“主要是”之后的一组")
        case .advice: Message("one of the recommendations", "“一是、二是”的一条")
        case .category: Message("words of a block of findings", "问题类别的用语")
        case .speech: Message("the title of a speech", "发言的题目")
        case .suggestion: Message("one of the suggestions", "“为此建议”的一条")
        case .author: Message("the only author beside the title", "题目旁唯一的署名")
        case .openAuthor: Message("one of several authors beside several titles", "几个题目旁的几个署名之一")
        case .story: Message("a story by headline and byline", "有标题和署名的报道")
        case .reporter: Message("the reporter of a byline", "署名的记者")
        case .tableRow: Message("a row of a table of targets", "指标表的一行")
        case .target: Message("a number that is to be reached", "要达到的数")
        case .figure: Message("a number that is reported", "报告的数")
        case .baseline: Message("“from … to …”", "“由……提高到……”")
        case .rank: Message("a place in an order", "位次")
        case .restated: Message("the same number of the same year again", "同一年的同一个数")
        case .contradicted: Message("another number of the same name and year", "同一指标同一年的另一个数")
        case .restatedElsewhere: Message("the same number of the same year in another document", "另一文件里同一指标同一年的同一个数")
        case .contradictedElsewhere:
            Message("another number of the same name and year in another document", "另一文件里同一指标同一年的另一个数")
        case .milestone: Message("something to be reached that has no number", "没有数的目标")
        case .position: Message("a heading that names a county and what it is to be", "县名领起的定位")
        case .cluster: Message("a heading that names a cluster", "产业集群的标题")
        case .industry: Message("a line that names an industry", "单列一行的产业")
        case .leading: Message("“… leads …”", "“……牵头负责……”")
        case .zone: Message("a layout and its parts", "布局和其中各区")
        case .placement: Message("“… is to become …”", "“将……打造成……”")
        case .site: Message("a name with the ending of a site", "带有载体字尾的名称")
        case .siteList: Message("one of a list before 等 and a class", "“……等景区”中的一个")
        case .siteQuoted: Message("a name in quotes beside a class", "引号里的名称和类别")
        case .siteMention: Message("a site's name, wherever it stands", "载体名称每次出现之处")
        case .industryWord: Message("names of industries, by GB/T 4754", "行业名录")
        case .develops: Message("an industry in what is said of a place", "写某地的文字里的产业")
        case .leadingIndustry: Message("a list of what a place lives on", "主导产业为……的列举")
        case .region: Message("names of regions, and towns behind their county", "区域名录和县名后的乡镇")
        case .unitName: Message("a name with the ending of a unit", "带有单位字尾的名称")
        case .abbreviation: Message("the usual short name of an office of that place", "该地机关的通用简称")
        }
    }

    /// Whether facts of this rule hold only as long as all documents that they cite say the same.
    static func isOfSeveral(_ name: String) -> Bool {
        name == Rule.restatedElsewhere.rawValue || name == Rule.contradictedElsewhere.rawValue
    }

    /// Whether a rule of this name is one of these.
    package static func isIngested(_ name: String) -> Bool { names.contains(name) }

    /// `Rule(rawValue:)` would compare with one after the other.
    private static let names = Set(Rule.allCases.map(\.rawValue))
}
