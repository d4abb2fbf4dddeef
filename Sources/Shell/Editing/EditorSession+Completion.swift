import CLibEdit

/// Candidates that had no room below the line yet.
struct Listing {
    /// The line that they are for.
    let line: LineBuffer
    let candidates: ArraySlice<Completion>
}

/// TAB.
extension EditorSession {
    /// Completes: one candidate replaces what was typed; several add what they have in common, and are listed.
    ///
    /// libedit's own completion compares bytes, and with 低空经济 and 低碳示范 takes away the 低 that was typed.
    func complete() -> CLEAction {
        let line = line
        // TAB again shows what had no room.
        if let listing, listing.line == line { return showPage(of: listing) }
        guard let answer = delegate?.complete(line.text, cursorInBytes: line.cursorInBytes),
            let first = answer.candidates.first
        else { return CLE_BEEP }
        let start = line.offset(ofByte: answer.range.lowerBound)
        let range = start..<max(start, line.offset(ofByte: answer.range.upperBound))

        if answer.candidates.count == 1 {
            return replace(range, with: Array(first.replacement.unicodeScalars))
        }
        let common = Self.commonPrefix(answer.candidates.map(\.replacement))
        let typed = line.scalars[range]
        // Pinyin and other detours lead to candidates that don't begin with what was typed; that then stays.
        let isLonger = common.count > typed.count && common.starts(with: typed)
        list(answer.candidates, afterReplacing: isLonger ? (range, common) : nil)
        return CLE_NOTHING
    }

    private func replace(_ range: Range<Int>, with text: [Unicode.Scalar]) -> CLEAction {
        var after = line
        after.replace(range, with: text)
        guard after != line else { return CLE_BEEP }
        line = after
        return CLE_REFRESH
    }

    private func list(_ candidates: [Completion], afterReplacing change: (Range<Int>, [Unicode.Scalar])?) {
        if let (range, text) = change {
            moveToOrigin(of: layout)
            _ = replace(range, with: text)
            redraw()
        }
        _ = showPage(of: Listing(line: line, candidates: candidates[...]))
    }

    /// Shows as many candidates as there is room for; the next page begins behind them.
    private func showPage(of page: Listing) -> CLEAction {
        let list = CompletionList(
            Array(page.candidates), rows: rowsBelow, columns: size.columns, isColoured: isColoured, more: phrases.more,
            width: widthInCells)
        writeBelowLine(list.rows)
        let rest = page.candidates.dropFirst(list.shownCount)
        listing = rest.isEmpty ? nil : Listing(line: page.line, candidates: rest)
        return CLE_NOTHING
    }

    /// The scalars that all texts begin with.
    static func commonPrefix(_ texts: [String]) -> [Unicode.Scalar] {
        guard let first = texts.first else { return [] }
        return texts.dropFirst().reduce(Array(first.unicodeScalars)) { common, text in
            zip(common, text.unicodeScalars).prefix { $0 == $1 }.map(\.0)
        }
    }
}
