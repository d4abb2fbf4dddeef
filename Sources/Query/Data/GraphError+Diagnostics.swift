import Diagnostics
import Graph

/// The words of the graph's own errors. They have kinds and relations by their English names; with the schema the Chinese
/// message has the Chinese ones.
extension GraphError {
    func message(_ schema: Schema? = nil) -> Message {
        switch self {
        case .nodeExists(let id, let kind):
            Message("a \(kind) “\(id)” is there already", "已有编号为“\(id)”的\(schema.chinese(kind: kind))")
        case .edgeExists(let from, let relation, let to):
            Message(
                "“\(from)” \(relation) “\(to)” is there already",
                "已有关系：“\(from)” \(schema.chinese(relation: relation)) “\(to)”")
        case .noSuchEdge(let from, let relation, let to):
            Message(
                "“\(from)” has no \(relation) to “\(to)”",
                "没有关系：“\(from)” \(schema.chinese(relation: relation)) “\(to)”")
        case .endsNotAllowed(let relation, let from, let to, _):
            Message(
                "\(relation) does not lead from \(from) to \(to)",
                "关系“\(schema.chinese(relation: relation))”不能从\(schema.chinese(kind: from))连到\(schema.chinese(kind: to))"
            )
        case .idRequired:
            Message("every node has an id", "每个节点都要有编号")
        case .full:
            Message(
                "a graph holds at most 4 billion nodes, and as many links of one relation", "一个图最多 40 亿个节点，每种关系最多 40 亿条"
            )
        case .schema(let error): error.message(schema)
        }
    }

    func hints(_ schema: Schema? = nil) -> [Message] {
        switch self {
        case .nodeExists: [Message("`set` changes what is there", "`设置`（set）可修改已有的")]
        case .edgeExists: [Message("`set link` changes what is there", "`设置 连接`（set link）可修改已有的")]
        case .endsNotAllowed(let relation, _, _, let allowed):
            [
                Message(
                    "\(relation) leads \(allowed.joined(separator: ", or "))",
                    "\(schema.chinese(relation: relation))：\(schema.chineseEnds(of: relation) ?? allowed.joined(separator: "；"))"
                )
            ]
        case .noSuchEdge, .idRequired, .full, .schema: []
        }
    }
}

extension SchemaError {
    func message(_ schema: Schema? = nil) -> Message {
        switch self {
        case .unknownKind(let name): Message("there is no kind “\(name)”", "没有“\(name)”这个种类")
        case .parentIsItself(let name): Message("“\(name)” cannot be a sub-kind of itself", "“\(name)”不能是自己的子类")
        case .otherParent(let kind, let parent):
            parent.isEmpty
                ? Message("\(kind) was declared without a parent", "\(schema.chinese(kind: kind))声明时没有上级种类")
                : Message(
                    "\(kind) is a sub-kind of \(parent) already",
                    "\(schema.chinese(kind: kind))已是\(schema.chinese(kind: parent))的子类")
        case .otherType(let owner, let property, let declared):
            Message(
                "\(property) of \(owner) was declared as \(declared.word)",
                "\(schema.chinese(owner: owner))的“\(schema.chinese(property: property, of: owner))”已声明为\(declared.phrase.chinese)"
            )
        case .nameTaken(let word, let owner):
            Message("“\(word)” already means \(owner)", "“\(word)”已指\(schema.chinese(owner: owner))")
        case .tooMany(let what):
            Message(
                "a schema has at most 4096 kinds and relations, and 1000 properties each (\(what))",
                "模式最多 4096 个种类和关系，每个最多 1000 个属性（\(what)）")
        }
    }
}

extension Schema? {
    fileprivate func chinese(kind name: String) -> String {
        self?.kinds.first { $0.name == name }?.words.chinese ?? name
    }

    fileprivate func chinese(relation name: String) -> String {
        self?.relations.first { $0.name == name }?.words.chinese ?? name
    }

    /// Of a kind or a relation.
    fileprivate func chinese(owner name: String) -> String {
        let kind = chinese(kind: name)
        return kind == name ? chinese(relation: name) : kind
    }

    fileprivate func chinese(property name: String, of owner: String) -> String {
        let properties =
            self?.kinds.first { $0.name == owner }?.properties ?? self?.relations.first { $0.name == owner }?.properties
        return properties?.first { $0.name == name }?.words.chinese ?? name
    }

    /// `从地区到产业`
    fileprivate func chineseEnds(of relation: String) -> String? {
        guard let schema = self, let found = schema.relations.first(where: { $0.name == relation }) else { return nil }
        func kinds(_ ids: some Sequence<KindID>) -> String {
            let names = ids.map { schema.kinds[$0].words.chinese }
            return names.isEmpty ? "任何种类" : names.joined(separator: "、")
        }
        return found.ends.map { "从\(kinds($0.from))到\(kinds($0.to))" }.joined(separator: "；")
    }
}
