import Text

// Charts as pictures for a page, Word or a slide: plain SVG in the page, no script and no font of their own. Places are whole
// numbers, so that the same answer gives the same bytes everywhere.

extension BarChart {
    /// The bars as a picture; a wide one for long labels.
    func svg(_ wording: Wording) -> String {
        let labelWidth =
            8
            * bars.reduce(widthInCells(of: labelHeading)) {
                max($0, widthInCells(of: $1.label + ($1.series.isEmpty ? "" : " · " + $1.series)))
            } + 16
        let values = bars.compactMap(\.value)
        let most = max(0, values.max() ?? 0)
        let least = min(0, values.min() ?? 0)
        func place(_ value: Double) -> Int {
            most > least ? labelWidth + Int((400 * share(of: value, from: least, to: most)).rounded()) : labelWidth
        }
        var parts = [svgText(labelHeading, x: labelWidth - 8, y: 18, anchor: "end", isBold: true)]
        parts.append(svgText(valueHeading, x: place(0), y: 18, anchor: "start", isBold: true))
        var label = ""
        for (row, bar) in bars.enumerated() {
            let top = 28 + 24 * row
            if bar.label != "" { label = bar.label }
            let name = bar.series.isEmpty ? label : "\(label) · \(bar.series)"
            parts.append(svgText(name, x: labelWidth - 8, y: top + 15, anchor: "end"))
            let value = bar.value ?? 0
            let (left, right) = (min(place(0), place(value)), max(place(0), place(value)))
            parts.append(
                "<rect x=\"\(left)\" y=\"\(top + 3)\" width=\"\(right - left)\" height=\"16\" fill=\"#4472c4\"/>")
            let number = bar.value.map { readableText($0) } ?? wording.missing
            parts.append(svgText(number, x: right + 6, y: top + 15, anchor: "start"))
        }
        let bottom = 28 + 24 * bars.count
        parts.append("<line x1=\"\(place(0))\" y1=\"24\" x2=\"\(place(0))\" y2=\"\(bottom)\" stroke=\"#888888\"/>")
        if missingCount > 0 {
            parts.append(svgText(wording.missing(missingCount), x: 8, y: bottom + 16, anchor: "start"))
        }
        return svgPicture(parts, width: labelWidth + 520, height: bottom + 24)
    }
}

extension LineChart {
    /// The lines as a picture.
    func svg(_ wording: Wording) -> String {
        let ticks = self.ticks.values
        let left = 8 * ticks.reduce(0) { max($0, readableText($1).utf8.count) } + 24
        let (width, height, top) = (560, 280, 32)
        let (lower, upper) = (ticks[0], ticks[ticks.count - 1])
        func y(_ value: Double) -> Int {
            top + height - Int((Double(height) * share(of: value, from: lower, to: upper)).rounded())
        }
        let (first, last) = (points.first?.x ?? 0, points.last?.x ?? 0)
        func x(_ place: Double) -> Int {
            left + Int((Double(width) * share(of: place, from: first, to: last)).rounded())
        }
        var parts: [String] = []
        for tick in ticks {
            parts.append(
                "<line x1=\"\(left)\" y1=\"\(y(tick))\" x2=\"\(left + width)\" y2=\"\(y(tick))\" stroke=\"#dddddd\"/>")
            parts.append(svgText(readableText(tick), x: left - 8, y: y(tick) + 5, anchor: "end"))
        }
        var endOfLabel = Int.min
        for point in points {
            let half = 4 * widthInCells(of: point.label)
            guard x(point.x) - half > endOfLabel + 6 else { continue }
            endOfLabel = x(point.x) + half
            parts.append(svgText(point.label, x: x(point.x), y: top + height + 20, anchor: "middle"))
        }
        for (number, name) in series.enumerated() {
            let colour = lineColours[number % lineColours.count]
            parts += self.line(number, colour, x, y)
            let heading = number == series.count - 1 ? wording.withUnit(name, unit) : name
            parts.append(svgText(heading, x: left + 140 * number, y: 18, anchor: "start", isBold: true, colour: colour))
        }
        parts.append(svgText(axisHeading, x: left + width / 2, y: top + height + 42, anchor: "middle", isBold: true))
        if missingCount > 0 {
            parts.append(svgText(wording.missing(missingCount), x: 8, y: top + height + 60, anchor: "start"))
        }
        return svgPicture(parts, width: left + width + 60, height: top + height + 70)
    }

    /// One column: runs of points without a gap, and a dot at each.
    private func line(_ series: Int, _ colour: String, _ x: (Double) -> Int, _ y: (Double) -> Int) -> [String] {
        var parts: [String] = []
        var run: [String] = []
        func endRun() {
            if run.count > 1 {
                parts.append(
                    "<polyline points=\"\(run.joined(separator: " "))\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"/>"
                )
            }
            run = []
        }
        for point in points {
            guard let value = point.values[series] else {
                endRun()
                continue
            }
            run.append("\(x(point.x)),\(y(value))")
            parts.append("<circle cx=\"\(x(point.x))\" cy=\"\(y(value))\" r=\"4\" fill=\"\(colour)\"/>")
        }
        endRun()
        return parts
    }
}

/// Told apart also by those who don't see red and green as different, and in print.
private let lineColours = ["#4472c4", "#e69f00", "#000000", "#009e73", "#cc79a7", "#56b4e9"]

private func svgText(
    _ text: String, x: Int, y: Int, anchor: String, isBold: Bool = false, colour: String = "#222222"
) -> String {
    let weight = isBold ? " font-weight=\"bold\"" : ""
    return
        "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\"\(weight) fill=\"\(colour)\">\(escapedHTML(text))</text>"
}

private func svgPicture(_ parts: [String], width: Int, height: Int) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
    font-family="sans-serif" font-size="14">
    \(parts.joined(separator: "\n"))
    </svg>

    """
}
