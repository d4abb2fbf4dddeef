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
        search = HistorySearch(entries: history.entries(), original: line)
        return showSearch()
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
            line = search.query.isEmpty ? search.original : LineBuffer()
            return CLE_REFRESH
        }
        line = LineBuffer(search.entries[found].firstRows(max(1, size.rows - 4)))
        return CLE_REFRESH
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
