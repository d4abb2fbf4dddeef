#!/usr/bin/env python3
"""Changes documents in ways that change nothing they say, and keeps account of where each line came from.

  rewrap 24        prose in lines of 24 full-width cells; headings, tables and lists stay
  punctuation      ，；：（）！？ of full width where they were of half, and the other way round, beside Chinese characters
  spacing          half of the titles and other short lines l e t t e r - s p a c e d
  pages 30         after every 30 lines a page's number between blank lines, also within sentences
  reorder          the sections of the highest numbering in another order; the first and the last stay
  crlf, gb18030    line ends of Windows; another encoding

A line is (text, the numbers of the original lines in it). metamorphic.py uses this; by itself:

  transform.py NAME [NUMBER] < document > changed document
"""

import random
import re
import sys
import unicodedata

HAN = r"[㐀-鿿]"
KEPT = re.compile(r"\s*(#|\||[-*+>●▪•]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]|\d+\s|第[一二三四五六七八九十]+[章节])|.*[\t|｜]|.*\S {3,}\S")
WIDTHS = str.maketrans("，；：（）！？,;:()!?", ",;:()!?，；：（）！？")


def lines_of(text):
    return [(line, {number}) for number, line in enumerate(text.split("\n"), 1)]


def blocks(lines):
    """Runs of lines without a blank one, and the blank ones by themselves."""
    run = []
    for line in lines:
        if line[0].strip():
            run.append(line)
            continue
        if run:
            yield run
        yield [line]
        run = []
    if run:
        yield run


def is_prose(block):
    return "。" in "".join(text for text, _ in block) and not any(KEPT.match(text) for text, _ in block)


def rewrap(lines, width=24):
    changed = []
    for block in blocks(lines):
        if is_prose(block):
            for paragraph in paragraphs(block):
                changed += wrapped(paragraph, int(width))
        else:
            changed += block
    return changed


def paragraphs(block):
    """A line that ends a sentence, or a caption, may be the last of a paragraph, and what follows of another story."""
    part = []
    for line in block:
        part.append(line)
        if re.search(r"[。！？…”）)]\s*$|摄\s*$", line[0]):
            yield part
            part = []
    if part:
        yield part


def wrapped(block, width):
    """The characters of a block in lines of so many full-width cells; Latin words stay whole."""
    characters = []
    for number, (text, origin) in enumerate(block):
        text = text.rstrip()
        if characters and re.match(r"[A-Za-z0-9]", text) and re.match(r"[A-Za-z0-9]", characters[-1][0]):
            characters.append((" ", origin))
        characters += [(character, origin) for character in (text.lstrip() if number else text)]
    result, line, origins, cells = [], "", set(), 0
    for place, (character, origin) in enumerate(characters):
        inside = place and re.match(r"[A-Za-z0-9.%]", character) and re.match(r"[A-Za-z0-9.]", characters[place - 1][0])
        if cells >= 2 * width and not inside and character not in "，。；：、！？”）》,.;:)":
            result.append((line, origins))
            line, origins, cells = "", set(), 0
        line += character
        origins = origins | origin
        cells += 2 if unicodedata.east_asian_width(character) in "WFA" else 1
    return result + [(line, origins)]


def punctuation(lines):
    return [(text if text.lstrip().startswith(("|", "http")) else swapped(text), origin) for text, origin in lines]


def swapped(text):
    text = re.sub(rf"(?<={HAN})[，；：！？,;:!?]", lambda match: match[0].translate(WIDTHS), text)
    # Brackets change as pairs within a line, so that none is left with a partner of the other width.
    return re.sub(rf"[（(]([^（()）]*{HAN}[^（()）]*)[）)]", other_brackets, text)


def other_brackets(match):
    return f"({match[1]})" if match[0][0] == "（" else f"（{match[1]}）"


def spacing(lines, seed=1):
    chance = random.Random(int(seed))
    return [(" ".join(text.strip()) if is_title(text) and chance.random() < 0.5 else text, origin) for text, origin in lines]


def is_title(text):
    return re.fullmatch(rf"{HAN}{{8,22}}", text.strip()) is not None


def pages(lines, length=30):
    changed, page = [], 0
    for number, line in enumerate(lines, 1):
        changed.append(line)
        if number % int(length) == 0 and number < len(lines) and not KEPT.match(line[0]):
            page += 1
            changed += [("", set()), (f"— {page} —", set()), ("", set())]
    return changed


LEVELS = [re.compile(pattern) for pattern in (
    r"(#+ )?第[一二三四五六七八九十]+章", r"(#+ )?[一二三四五六七八九十]+、", r"【", r"[（(][一二三四五六七八九十]+[）)]", r"# ")]


def reorder(lines):
    for level in LEVELS:
        starts = [place for place, (text, _) in enumerate(lines) if level.match(text.strip())]
        if len(starts) >= 4:
            parts = [lines[start:end] for start, end in zip(starts, starts[1:] + [len(lines)])]
            middle = parts[1:-1]
            middle.reverse()
            return lines[:starts[0]] + [line for part in [parts[0], *middle, parts[-1]] for line in part]
    return lines


CHANGES = {"rewrap": rewrap, "punctuation": punctuation, "spacing": spacing, "pages": pages, "reorder": reorder}


def transformed(name, text, *arguments):
    """The bytes of the changed document, and {its line: original lines}."""
    lines = lines_of(text)
    if name in CHANGES:
        lines = CHANGES[name](lines, *arguments)
    changed = "\n".join(text for text, _ in lines)
    if name == "crlf":
        changed = changed.replace("\n", "\r\n")
    origins = {number: origin for number, (_, origin) in enumerate(lines, 1)}
    return changed.encode("gb18030" if name == "gb18030" else "utf-8"), origins


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in {*CHANGES, "crlf", "gb18030"}:
        sys.exit(__doc__)
    sys.stdout.buffer.write(transformed(sys.argv[1], sys.stdin.read(), *sys.argv[2:])[0])
