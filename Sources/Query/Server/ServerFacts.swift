import Diagnostics
import Graph
import Postgres
import SQL
import Syntax

/// What the tables on a server say of themselves: the rows of `zk_fact`.
struct ServerFacts: Sendable {
    let mapping: Mapping
    /// The random mark of the loading.
    let generation: String?

    /// Names of rows of `zk_fact`.
    static let format = "format"
    static let schema = "schema"
    static let generation = "generation"

    /// Reads them, and the schema in them.
    init(over connection: PostgresConnection, of graph: String) throws(ServerError) {
        var facts: [String: String] = [:]
        do throws(PostgresError) {
            try connection.run("SELECT name, value FROM zk_fact") { row in
                if let name = row.text(0), let value = row.text(1) { facts[name] = value }
            }
        } catch {
            throw error.isAboutTables ? .noGraph(graph) : .connection(error)
        }
        guard let version = facts[ServerFacts.format] else { throw .damaged(ServerFacts.format) }
        guard version == "\(Mapping.version)" else { throw .otherVersion(version) }
        guard let text = facts[ServerFacts.schema] else { throw .damaged(ServerFacts.schema) }
        mapping = Mapping(try ServerFacts.schema(text))
        generation = facts[ServerFacts.generation]
    }

    /// The schema that declarations make.
    private static func schema(_ text: String) throws(ServerError) -> Schema {
        let source = SourceText(name: "zk_fact", text: text)
        var session = Session(Graph())
        var parser = Parser(source)
        do {
            while let statement = try parser.next() {
                switch statement.kind {
                case .kind, .relation: _ = try session.perform(statement, in: source)
                default: throw ServerError.damaged(schema)
                }
            }
        } catch let error as Failure {
            throw .damaged(error.diagnostic.message.english)
        } catch {
            throw .damaged(schema)
        }
        return session.graph.schema
    }
}
