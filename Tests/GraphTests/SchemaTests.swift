import Testing

@testable import Graph

struct SchemaTests {
    @Test func `a sub-kind has the properties of its parent and its own`() throws {
        let schema = try sampleSchema()
        let county = try #require(schema.kind(named: "counties"))
        #expect(schema.kinds[county].slot(named: "note") != nil)
        #expect(schema.kinds[county].slot(named: "code") != nil)
        #expect(schema.kind(named: "place").map { schema.kinds[$0].slot(named: "code") } == .some(nil))
    }

    @Test func `a kind answers to its plural and to its Chinese names, in any case and width`() throws {
        let schema = try sampleSchema()
        for word in ["county", "counties", "县区", "COUNTY", "ｃｏｕｎｔｙ"] {
            #expect(schema.kind(named: word) == 1, "\(word)")
        }
        #expect(schema.kind(named: "count") == nil)
    }

    @Test func `kinds form a hierarchy that is laid out parent first`() throws {
        let schema = try sampleSchema()
        #expect(schema.isKind(1, within: 0) && !schema.isKind(0, within: 1))
        #expect(schema.subtree(of: 0) == [0, 1])
        #expect(schema.root(of: 1) == 0)
        #expect(schema.layoutOrder == [0, 1, 2])
    }

    @Test func `declaring a kind again adds what is new`() throws {
        var schema = try sampleSchema()
        try schema.declareKind(
            name: "place", parent: nil, plural: nil, aliases: ["地方"],
            properties: [Property(name: "level", type: .text), Property(name: "note", aliases: ["备注"], type: .text)],
            columns: nil)
        #expect(schema.kinds.count == 3)
        #expect(schema.kind(named: "地方") == 0 && schema.kind(named: "地区") == 0)
        #expect(schema.kinds[0].slot(named: "备注") == schema.kinds[0].slot(named: "note"))
        #expect(schema.kinds[1].slot(named: "level") != nil, "sub-kinds get it too")
        #expect(schema.kinds[0].plural == "places")
    }

    @Test func `declaring the same schema twice changes nothing`() throws {
        var schema = try sampleSchema()
        let before = schema
        try schema.declareKind(
            name: "county", parent: "place", plural: "counties", aliases: ["县区"],
            properties: [Property(name: "code", type: .text)], columns: ["name", "code"])
        try schema.declareRelation(
            name: "near", inverse: "near", forwardAliases: [], inverseAliases: [],
            ends: [Relation.Ends(from: [0], to: [0])], properties: [])
        #expect(schema == before)
    }

    /// A declaration that doesn't fit, and why.
    struct Misfit: CustomTestStringConvertible, Sendable {
        var name: String
        var parent: String?
        var aliases: [String] = []
        var property: Property?
        var error: SchemaError

        var testDescription: String { name }
    }

    @Test(arguments: [
        Misfit(name: "village", parent: "palce", error: .unknownKind("palce")),
        Misfit(name: "county", parent: "county", error: .parentIsItself("county")),
        Misfit(name: "county", parent: "industry", error: .otherParent(kind: "county", parent: "place")),
        Misfit(name: "village", aliases: ["地区"], error: .nameTaken("地区", by: "place")),
        Misfit(
            name: "place", property: Property(name: "note", type: .number),
            error: .otherType(owner: "place", property: "note", declared: .text)),
    ])
    func `a declaration that does not fit leaves the schema as it was`(_ misfit: Misfit) throws {
        var schema = try sampleSchema()
        let before = schema
        #expect(throws: misfit.error) {
            try schema.declareKind(
                name: misfit.name, parent: misfit.parent, plural: nil, aliases: misfit.aliases,
                properties: [Property(name: "fresh", type: .text)] + (misfit.property.map { [$0] } ?? []),
                columns: ["name"])
        }
        #expect(schema == before)
    }

    @Test func `a name may be the inverse of two relations and means both`() throws {
        var schema = try sampleSchema()
        for name in ["in_zone", "member_of"] {
            try schema.declareRelation(
                name: name, inverse: "members", forwardAliases: [], inverseAliases: ["成员"],
                ends: [Relation.Ends(from: [], to: [0])], properties: [])
        }
        #expect(schema.steps(named: "members").map(\.direction) == [.inverse, .inverse])
        #expect(schema.steps(named: "成员").count == 2)
        #expect(schema.steps(named: "near").count == 2, "one that is its own inverse goes both ways")
        #expect(schema.allows(schema.relations.count - 1, from: 2, to: 1), "no kind at an end is any kind")
    }

    @Test func `what is encoded decodes to the same`() throws {
        let schema = try sampleSchema()
        #expect(schema.encoded().withUnsafeBytes { Schema(decoding: $0) } == schema)
    }
}
