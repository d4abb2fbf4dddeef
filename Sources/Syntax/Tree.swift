import Text

/// A word as it was written, and where (UTF-8 offsets).
package struct Name: Sendable, Equatable {
    package var text: String
    package var range: Range<Int>

    package init(_ text: String, at range: Range<Int>) {
        self.text = text
        self.range = range
    }
}

/// One statement of a script.
package struct Statement: Sendable {
    package indirect enum Kind: Sendable {
        /// `find counties where name = 平遥`, `count proposals`
        case query(Query)
        /// `explain find proposals`, `explain through directions find proposals`
        case explain(Asked, through: Name?)
        /// `explain sql find proposals`
        case explainSQL(Asked)
        /// `profile find proposals`
        case profile(Asked)
        /// `let tourism = find industries where name ~ 文旅`
        case letBinding(Name, Asked)
        /// `kind county is place plural counties 县区 (code: text) show name, code`
        case kind(KindDeclaration)
        /// `relation develops inverse developed_in 发展 发展地 from place to industry (note: text)`
        case relation(RelationDeclaration)
        /// `add county 平遥县 (code: "140728")`
        case add(Designator, [Assignment])
        /// `link county 平遥县 develops industry "文化旅游产业" (confidence: 0.9)`
        case link(LinkDesignator, [Assignment])
        /// `set county 平遥县 (type: "县")`
        case set(Designator, [Assignment])
        /// `set link county 平遥县 develops industry "文化旅游产业" (confidence: 1)`
        case setLink(LinkDesignator, [Assignment])
        /// `remove county 平遥县`
        case remove(Designator)
        /// `remove link county 平遥县 develops industry "文化旅游产业"`
        case removeLink(LinkDesignator)
        /// `merge county 平遥 into county 平遥县`
        case merge(Designator, into: Designator)
        /// `unmerge county 平遥 from county 平遥县`: the first names what isn't there yet.
        case unmerge(Designator, from: Designator)
        /// `define gap($level: text = 市) = find industries where promoted_by.level = $level`
        case define(Definition)
        /// `import "x.csv" as county (code: column "编码") skip existing`
        case importing(Import)
        /// `ingest "report.pdf"`
        case ingest(Name)
        /// `load "file"`
        case load(Name)
        /// `save "my.zkg"`; nil: where the graph came from
        case save(Name?)
        /// `dump`, `dump "file"`
        case dump(Name?)
        /// `export sql "folder"`
        case export(Name)
        /// `why county 平遥`
        case why(Designator)
        /// `path from county 平遥 to proposal "低空经济" within 4`
        case path(PathSearch)
        case begin
        case commit
        case rollback
    }

    package var kind: Kind
    package var range: Range<Int>

    package init(_ kind: Kind, at range: Range<Int>) {
        self.kind = kind
        self.range = range
    }
}

/// What can be explained, profiled and given a name.
package enum Asked: Sendable {
    /// `find proposals`, `count proposals`, `search 康养`
    case query(Query)
    /// `path from county 平遥 to topic 文旅`
    case path(PathSearch)
}

/// One node, by kind and id, name or alias: `county 平遥县`, `industry "智造+"`.
package struct Designator: Sendable {
    package var kind: Name
    /// The text of the id, name or alias; its range has the quotes.
    package var name: Name

    package init(kind: Name, name: Name) {
        self.kind = kind
        self.name = name
    }
}

/// One edge: `county 平遥县 develops industry "文化旅游产业"`.
package struct LinkDesignator: Sendable {
    package var from: Designator
    package var relation: Name
    package var to: Designator

    package init(from: Designator, relation: Name, to: Designator) {
        self.from = from
        self.relation = relation
        self.to = to
    }
}

/// `code: "140728"`, `source: ("plan" 137, "plan" 436)`.
package struct Assignment: Sendable {
    package var property: Name
    package var value: AssignedValue
    package var range: Range<Int>

    package init(property: Name, value: AssignedValue, range: Range<Int>) {
        self.property = property
        self.value = value
        self.range = range
    }
}

/// The right side of an assignment.
package indirect enum AssignedValue: Sendable {
    /// `"140728"`, `县`, `0.9`, `8026.92亿元`, `2025-11`
    case literal(Literal)
    /// `("平遥", "古城")`, also with one or no element
    case list([AssignedValue])
    /// `"insp" 64..71`, `"plan" 3`: a text with lines after it
    case source(Name, ClosedRange<Int>)
    /// `none`, `无`: the value is taken away
    case nothing
}

/// `kind county is place plural counties 县区 (code 代码: text, level: text) show name, code`
package struct KindDeclaration: Sendable {
    package var name: Name
    /// The kind it is a sub-kind of.
    package var parent: Name?
    package var plural: Name?
    /// Further names, Chinese or not.
    package var aliases: [Name]
    package var properties: [PropertyDeclaration]
    /// The columns of an answer without `show`; nil if the declaration says nothing of them.
    package var columns: [ShowItem]?

    package init(
        name: Name, parent: Name?, plural: Name?, aliases: [Name], properties: [PropertyDeclaration],
        columns: [ShowItem]?
    ) {
        self.name = name
        self.parent = parent
        self.plural = plural
        self.aliases = aliases
        self.properties = properties
        self.columns = columns
    }
}

/// `code 代码: text many`
package struct PropertyDeclaration: Sendable {
    package var name: Name
    package var aliases: [Name]
    /// `text`, `number`, `quantity`, `date`, or `name` for a further name of the property `name`.
    package var type: Name
    /// `many`: a node may have several values.
    package var isMany: Bool

    package init(name: Name, aliases: [Name], type: Name, isMany: Bool) {
        self.name = name
        self.aliases = aliases
        self.type = type
        self.isMany = isMany
    }
}

/// `relation part_of inverse parts 属于 包含 from section to document, section from article to document (note: text)`
package struct RelationDeclaration: Sendable {
    /// `from section to document, section`; an empty list stands for `any`.
    package struct Ends: Sendable {
        package var from: [Name]
        package var to: [Name]

        package init(from: [Name], to: [Name]) {
            self.from = from
            self.to = to
        }
    }

    package var name: Name
    package var inverse: Name?
    /// Further names in pairs, forward and inverse; nil where `_` was written.
    package var aliases: [(forward: Name?, inverse: Name?)]
    package var ends: [Ends]
    package var properties: [PropertyDeclaration]

    package init(
        name: Name, inverse: Name?, aliases: [(forward: Name?, inverse: Name?)], ends: [Ends],
        properties: [PropertyDeclaration]
    ) {
        self.name = name
        self.inverse = inverse
        self.aliases = aliases
        self.ends = ends
        self.properties = properties
    }
}
