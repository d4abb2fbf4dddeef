"""Makes small PDF files of text, for tests: pages of lines, and lines in two columns."""


def pdf(pages):
    """A PDF file whose pages are lists of (x, y, text), from the lower left corner in points, in letters of 12 points."""
    characters = sorted({character for page in pages for _, _, text in page for character in text})
    codes = {character: number for number, character in enumerate(characters, 1)}
    mapping = "\n".join(f"<{codes[c]:04X}> <{c.encode('utf-16-be').hex().upper()}>" for c in characters)
    unicode = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
               "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
               f"{len(characters)} beginbfchar\n{mapping}\nendbfchar endcmap end end")
    narrow = " ".join(f"{code} [500]" for character, code in codes.items() if ord(character) < 0x80)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>",
               f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
               "<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
               f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /DW 1000 /W [{narrow}] "
               "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
               stream(unicode)]
    for number, page in enumerate(pages):
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * number} 0 R "
                       "/Resources << /Font << /F 3 0 R >> >> >>")
        shown = [f"BT /F 12 Tf {x} {y} Td <{''.join(f'{codes[c]:04X}' for c in text)}> Tj ET" for x, y, text in page]
        objects.append(stream("\n".join(shown)))
    return assembled(objects)


def lines(text, x=72, top=770):
    """The lines of a text on one page, one below the other."""
    return [(x, top - 18 * number, line) for number, line in enumerate(text.split("\n")) if line]


def stream(content):
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def assembled(objects):
    file, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return file + (f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
                   f"startxref\n{len(file)}\n%%EOF\n").encode()
