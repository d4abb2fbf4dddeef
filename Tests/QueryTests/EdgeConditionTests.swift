import Testing

@testable import Query

/// Brackets that ask something of the relation that a step follows.
@Suite struct `Conditions on the relation in brackets` {
    /// 甲 and 乙 concern 煤炭 both, the one surely and the other not; 甲 concerns 旅游 not surely.
    private static let setup = """
        add industry 煤炭 add industry 旅游 add county 丙县 add person 丁
        add proposal p1 (title: "甲", year: 2024) add proposal p2 (title: "乙", year: 2025)
        link proposal p1 concerns industry 煤炭 link proposal p2 concerns industry 煤炭 (confidence: 0.5)
        link proposal p1 concerns industry 旅游 (confidence: 0.8, source: "x" 1)
        link proposal p1 concerns county 丙县 (confidence: 0.3)
        link proposal p2 authored_by person 丁
        """

    @Test(arguments: [
        ("find proposals where has concerns[@confidence < 1] show title", ["甲", "乙"]),
        ("find proposals where no concerns[@confidence < 1 and name = 旅游] show title", ["乙"]),
        ("find proposals where concerns[@confidence = 1] = 煤炭 show title", ["甲"]),
        ("find proposals where concerns[industry and @confidence < 1].name = 旅游 show title", ["甲"]),
        ("find proposals show title, count(concerns[@confidence < 1])", ["甲|2", "乙|1"]),
        ("find proposals show title, count(concerns[industry and @confidence < 1])", ["甲|1", "乙|1"]),
        (
            "find proposals show concerns[@confidence < 1 or name = 煤炭] { name, @confidence }",
            [
                "{name: 煤炭, @confidence: 1}; {name: 旅游, @confidence: 0.8}; {name: 丙县, @confidence: 0.3}",
                "{name: 煤炭, @confidence: 0.5}",
            ]
        ),
        ("find proposals show concerns[not @confidence < 1].name", ["煤炭", ""]),
        ("find proposals -> concerns[@confidence < 0.6] show name", ["煤炭", "丙县"]),
        ("find proposals where year = 2024 -> concerns[@confidence < 0.6] show name", ["丙县"]),
        ("find industries where has concerned_by[@confidence < 1 and year = 2025] show name", ["煤炭"]),
        (
            "find industries where has concerned_by[@confidence < 1 and has authored_by[@confidence = 1]] show name",
            ["煤炭"]
        ),
        ("find proposals where concerns[@confidence < 1]@confidence > 0.7 show title", ["甲"]),
        ("find proposals show title, ways(concerns[@confidence < 1].concerned_by)", ["甲|2", "乙|2"]),
        ("find proposals where every concerns satisfies @confidence < 1 show title", ["乙"]),
        ("find proposals where every concerns satisfies (@confidence = 1 or year is present) show title", []),
        ("find proposals where has concerns[@source is present] show title", ["甲"]),
        ("find proposals where has concerns[@confidence * 2 > 1.5 and @confidence < 1] show title", ["甲"]),
        ("find proposals as p where has concerns[@confidence < 1 and concerned_by.id = p.id] show title", ["甲", "乙"]),
        ("查找 提案 其中 有 涉及[@可信度 < 1 且 产业] 显示 题名，计数(涉及[@可信度 < 1])", ["甲|2", "乙|1"]),
    ]) func `hold edge by edge`(_ query: String, _ expected: [String]) {
        var talk = Conversation(Self.setup)
        let found = talk.say(query)
        // A condition that no kind of the far end can satisfy is an error, and tells so.
        #expect(found == expected || expected.isEmpty && found.first?.hasPrefix("error") == true, "\(found)")
    }

    @Test func `read the edge in a function of a shape`() {
        var talk = Conversation(Self.setup)
        #expect(
            talk.say(
                "find proposals where year = 2025 show concerns { name, if(@confidence < 1, \"?\", \"!\") as sure }")
                == ["{name: 煤炭, sure: ?}"])
    }

    @Test func `belong to one edge, which a repetition is not`() {
        var talk = Conversation(Self.setup)
        #expect(talk.say("find industries where has part_of{1..}[@confidence < 1]").first?.hasPrefix("error") == true)
    }
}
