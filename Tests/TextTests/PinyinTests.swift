import Testing

@testable import Text

struct PinyinTests {
    @Test(
        arguments: [
            ("重", ["zhong", "chong"]), ("行", ["xing", "hang", "heng"]), ("银", ["yin"]), ("县", ["xian"]), ("吕", ["lv"]),
            ("略", ["lve"]), ("长", ["zhang", "chang"]), ("〇", ["ling", "yuan"]), ("嗯", ["n", "ng"]), ("A", []),
            ("，", []), ("😀", []),
        ] as [(Unicode.Scalar, [String])])
    func `characters have their common readings, the most common first`(character: Unicode.Scalar, readings: [String]) {
        #expect(pinyinReadings(of: character) == readings)
    }

    /// Place names whose reading isn't the first one of a dictionary.
    @Test(arguments: [
        ("洪洞", "hongtong"), ("六安", "luan"), ("浚县", "xunxian"), ("蔚县", "yuxian"), ("单县", "shanxian"), ("长子县", "zhangzi"),
        ("铅山", "yanshan"), ("乐亭", "laoting"), ("番禺", "panyu"), ("歙县", "shexian"), ("亳州", "bozhou"), ("涡阳", "guoyang"),
        ("泌阳", "biyang"), ("繁峙", "fanshi"), ("隰县", "xixian"), ("井陉", "jingxing"), ("蠡县", "lixian"), ("枞阳", "zongyang"),
        ("郫都", "pidu"), ("犍为", "qianwei"), ("大埔", "dabu"), ("黄陂", "huangpi"), ("监利", "jianli"), ("东阿", "donge"),
        ("茌平", "chiping"), ("莘县", "shenxian"), ("鄞州", "yinzhou"), ("台州", "taizhou"), ("丽水", "lishui"),
        ("阆中", "langzhong"),
        ("珙县", "gongxian"), ("盱眙", "xuyi"), ("邗江", "hanjiang"), ("吴堡", "wubu"), ("尉犁", "yuli"), ("会稽", "kuaiji"),
        ("重庆", "chongqing"), ("厦门", "xiamen"), ("百色", "baise"), ("荥阳", "xingyang"), ("荥经", "yingjing"),
        ("郴州", "chenzhou"),
        ("岢岚", "kelan"), ("盂县", "yuxian"), ("临汾", "linfen"), ("忻州", "xinzhou"), ("芮城", "ruicheng"), ("隩", "ao"),
        ("娄烦", "loufan"), ("襄垣", "xiangyuan"), ("壶关", "huguan"), ("稷山", "jishan"), ("万荣", "wanrong"), ("漯河", "luohe"),
    ])
    func `place names are found by the reading that their people use`(name: String, typed: String) {
        #expect(PinyinMatcher(typed).matches(prefixOf: name))
    }

    @Test(arguments: [
        "py", "p", "pi", "pin", "ping", "pingy", "pingya", "pingyao", "pingyaoxian", "pyx", "pyao", "pyaox", "pingyx",
        "PingYao",
        "平yao", "平y", "平遥", "平遥x", "p遥", "ping yao", "ping'yao", "ｐｙ", "", "pingyaox",
    ])
    func `pingyao xian is found by`(typed: String) {
        #expect(PinyinMatcher(typed).matches(prefixOf: "平遥县"))
    }

    @Test(arguments: ["yao", "pinyao", "pingyaoxianx", "px", "b", "pingg", "平县", "yx", "ingyao", "县"])
    func `pingyao xian doesn't begin with`(typed: String) {
        #expect(!PinyinMatcher(typed).matches(prefixOf: "平遥县"))
    }

    @Test func `a match may stand anywhere`() {
        for typed in ["yao", "yx", "xian", "遥x", "py", "县"] {
            #expect(PinyinMatcher(typed).matches(anywhereIn: "平遥县"), "\(typed)")
        }
        #expect(!PinyinMatcher("xy").matches(anywhereIn: "平遥县"))
    }

    @Test(arguments: [
        ("yinhang", "银行"), ("yh", "银行"), ("chq", "重庆"), ("cq", "重庆"), ("xian", "西安"),
        ("xi'an", "西安"), ("xi'", "西安"), ("xian", "县"), ("lvl", "吕梁"), ("lul", "吕梁"), ("lüliang", "吕梁"),
        ("zhxsh", "政协市委员会"),
        ("5gjz", "5G基站"), ("5g基z", "５Ｇ基站"), ("gydkjj", "关于“低空经济”"), ("dkjj", "“低空经济”"),
        ("abdrhm", "阿不都·热合曼"), ("gyjk", "《关于健康》"), ("ssw", "十四五"),
    ])
    func `other names are found too`(typed: String, name: String) {
        #expect(PinyinMatcher(typed).matches(prefixOf: name))
    }

    @Test(arguments: [
        ("银行", "yinhang", "yinxing"), ("银行", "yh", "yx"), ("重庆", "chongqing", "zhongqing"), ("重庆", "cq", "zq"),
        ("长治", "changzhi", "zhangzhi"), ("行业", "hangye", "xingye"), ("行政", "xingzheng", "hangzheng"),
        ("音乐", "yinyue", "yinle"), ("乐亭", "laoting", "leting"), ("会计", "kuaiji", "huiji"), ("首都", "shoudu", "shoudou"),
        ("还款", "huankuan", "haikuan"), ("增长", "zengzhang", "zengchang"), ("重点", "zhongdian", "chongdian"),
        ("重建", "chongjian", "zhongjian"), ("朝鲜", "chaoxian", "zhaoxian"), ("单县", "shanxian", "danxian"),
        ("盖州", "gaizhou", "gezhou"), ("大晟", "dasheng", "dacheng"), ("调研", "diaoyan", "tiaoyan"),
        ("调整", "tiaozheng", "diaozheng"), ("中国工商银行", "zhongguogongshangyinhang", "zhongguogongshangyinxing"),
        ("提高效率", "tigaoxiaolv", "tigaoxiaoshuai"), ("西藏", "xizang", "xicang"), ("給予", "jiyu", "geiyu"),
    ])
    func `a phrase tells which reading is meant`(name: String, typed: String, other: String) {
        #expect(PinyinMatcher(typed).matches(prefixOf: name))
        #expect(PinyinMatcher(typed).matches(anywhereIn: "某" + name + "某"))
        #expect(!PinyinMatcher(other).matches(anywhereIn: name))
    }

    /// A character alone, one beside others that make no phrase with it, and one that two phrases want.
    @Test(arguments: [
        ("行", ["hang", "xing"]), ("重", ["zhong", "chong"]), ("盖", ["gai", "ge"]), ("单某", ["dan", "shan"]),
        ("甲行甲", ["jiahang", "jiaxing"]), ("朝阳", ["zhaoyang", "chaoyang"]), ("发行业务", ["faxing", "fahang"]),
    ])
    func `without one, all readings are there`(name: String, typed: [String]) {
        for typed in typed { #expect(PinyinMatcher(typed).matches(prefixOf: name), "\(typed)") }
    }

    @Test func `a long text without a match costs little`() {
        let text = String(repeating: "行", count: 20_000)
        let typed = String(repeating: "h", count: PinyinMatcher.longestTyped - 1) + "q"
        #expect(!PinyinMatcher(typed).matches(anywhereIn: text))
        #expect(!PinyinMatcher(String(repeating: "h", count: 64)).matches(anywhereIn: text))
    }

    @Test func `any mix of syllables, initials and characters is found`() throws {
        let seed = RandomText.newSeed()
        var random = RandomText(seed: seed)
        for _ in 0..<2000 {
            let name = try (0..<1 + random.number(below: 6)).map { _ in
                // Traditional characters are read as the simplified ones that they fold to.
                let any = try #require(Unicode.Scalar(UInt32(0x4E00 + random.number(below: 0x5100))))
                return try #require(folded(String(any)).unicodeScalars.first)
            }
            let text = String(String.UnicodeScalarView(name))
            // A phrase that comes about by chance allows fewer readings; the character before makes none.
            let allowed = Array(text.utf8).withUnsafeBufferPointer { bytes in
                name.indices.map { PinyinPhrases.readings(in: bytes, at: 3 * $0) }
            }
            let typed = zip(name, allowed).map { way(of: $0, allowed: $1, by: &random) }.joined()
            #expect(PinyinMatcher(typed).matches(prefixOf: text), "seed \(seed): \(typed) \(text)")
            #expect(PinyinMatcher(typed).matches(anywhereIn: "，" + text), "seed \(seed): \(typed) \(text)")
        }
    }

    private func way(of character: Unicode.Scalar, allowed: UInt8, by random: inout RandomText) -> String {
        let readings = pinyinReadings(of: character).enumerated().filter { place, _ in
            allowed == 0 || allowed >> UInt8(place) & 1 == 1
        }.map(\.element)
        guard !readings.isEmpty, random.number(below: 4) > 0 else { return String(character) }
        let reading = readings[random.number(below: readings.count)]
        return random.number(below: 2) == 0 ? reading : String(reading.prefix(1))
    }
}
