import TestSupport
import Testing

@testable import Graph

struct DamagedSnapshotTests {
    @Test func `a large snapshot that is damaged where a query looks is an error and no answer`() throws {
        var good = Conversation("add county 甲县; add industry 文旅; link county 甲县 develops industry 文旅")
        good.session.fold()
        let image = good.session.graph.base.image
        var snapshot = Array(image.bytes)
        // The image that was folded is in pieces, an opened one is a run of bytes as the file is.
        let opened = try openedSnapshot(snapshot).base.image
        let relation = try #require(good.session.graph.schema.relation(named: "develops"))
        let targets = try #require(opened.section(SectionName(.adjacency, owner: relation, slot: 0, part: 2)))
        let place = try #require(targets.baseAddress) - (try #require(opened.bytes.baseAddress))
        snapshot[place + 3] = 0x7F
        rightenChecksums(of: &snapshot)
        #expect(throws: SnapshotError.self) { _ = try openedSnapshot(snapshot) }
        var conversation = Conversation()
        conversation.session = .init(try openedSnapshot(snapshot, isLarge: true))
        #expect(conversation.say("find counties show name") == ["甲县"])
        let error = "error: the graph's snapshot is damaged in its adjacency \(relation)/0/0"
        #expect(conversation.say("find counties where has develops show name") == [error])
        #expect(conversation.say("find counties show name") == [error])
    }
}
