import CLibEdit

/// A search through the history, narrowed by each character.
struct HistorySearch {
    var query: [Unicode.Scalar] = []
    /// Newest first.
    let entries: [String]
    /// The entry that is shown; nil before the first was found.
    var found: Int?
    var hasFailed = false
    /// What stood in the line, for the way back.
    let original: LineBuffer
}

/// Ctrl-R. libedit's own search takes the low byte of a character for a command, and fails for every fourth of them.
extension EditorSession {
    func beginSearch() -> CLEAction {
        let before = layout
        search = HistorySearch(entries: history.entries(), original: whole)
        guard setAside != nil else { return showSearch() }
        setAside = nil
        moveToOrigin(of: before)
        let action = showSearch()
        redraw()
        return action == CLE_REFRESH ? CLE_NOTHING : action
    }

    func handleInSearch(_ key: Key) -> CLEAction {
        switch key {
        case .text(let scalar): return narrow { $0.append(scalar) }
        case .paste(let text): return narrow { $0 += Self.cleaned(text).filter { $0 != "\n" } }
        case .backspace: return narrow { _ = $0.popLast() }
        case .search: return step(by: 1)
        case .searchForward: return step(by: -1)
        case .enter, .tab: return leaveSearch(accepting: true)
        case .cancel, .escape, .leaveSearch: return leaveSearch(accepting: false)
        case .unknown: return CLE_NOTHING
        case .endOfInput, .suspend: return CLE_BEEP
        default:
            // Any other key takes the entry and then does its work on it.
            let before = layout
            guard leaveSearch(accepting: true) == CLE_REFRESH else { return CLE_NOTHING }
            moveToOrigin(of: before)
            redraw()
            return handle(key)
        }
    }

    /// Searches from the newest entry for the changed query.
    private func narrow(_ change: (inout [Unicode.Scalar]) -> Void) -> CLEAction {
        guard var narrowed = search else { return CLE_NOTHING }
        change(&narrowed.query)
        narrowed.found = nil
        search = narrowed
        return step(by: 1)
    }

    /// Goes to the next entry that matches: older (1) or newer (-1).
    private func step(by direction: Int) -> CLEAction {
        guard var search else { return CLE_NOTHING }
        let query = String(scalars: search.query)
        let shown = search.found.map { search.entries[$0] }
        var age = (search.found ?? -1) + direction
        while search.entries.indices.contains(age) {
            let entry = search.entries[age]
            if entry != shown, delegate?.matches(query, entry) ?? false { break }
            age += direction
        }
        search.hasFailed = !search.entries.indices.contains(age)
        if !search.hasFailed { search.found = age }
        self.search = search
        let action = showSearch()
        return search.hasFailed ? CLE_BEEP : action
    }

    private func showSearch() -> CLEAction {
        guard let search else { return CLE_NOTHING }
        let label = search.hasFailed ? phrases.searchFailed : phrases.search
        showPrompt(instead: "\(label) \(String(scalars: search.query)): ")
        guard let found = search.found else {
            line = LineBuffer(search.query.isEmpty ? shown(search.original.text) : "")
            return CLE_REFRESH
        }
        line = LineBuffer(shown(search.entries[found]))
        return CLE_REFRESH
    }

    /// As much of an entry as the screen holds.
    private func shown(_ entry: String) -> String {
        let rows = max(1, size.rows - 4)
        let text = entry.firstRows(rows)
        let limit = rows * max(1, size.columns / 2 - 1)
        return text.unicodeScalars.count <= limit ? text : String(text.unicodeScalars.prefix(limit)) + "…"
    }

    private func leaveSearch(accepting: Bool) -> CLEAction {
        guard let search else { return CLE_NOTHING }
        let before = layout
        self.search = nil
        var text = search.original
        if accepting, let found = search.found {
            changedEntries[entryAge] = search.original.text
            entryAge = found
            text = LineBuffer(search.entries[found])
        }
        showPrompt()
        return show(text, drawn: before)
    }
}

extension String {
    fileprivate func firstRows(_ count: Int) -> String {
        let rows = unicodeScalars.split(separator: "\n", maxSplits: count, omittingEmptySubsequences: false)
        return rows.prefix(count).map { String($0) }.joined(separator: "\n")
    }
}
