/// What a person's name looks like: a surname and one or two characters more.
enum PersonName {
    private static let surnames = Set(
        ("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖"
            + "文温庞樊兰殷施洪翟安颜倪牛鲁葛毕霍祝纪舒梅申左柳耿庄凌柯盛童关俞焦鲍柴甘欧詹季涂齐项裴辛阮游阎苗卫管谷车荆屈应狄宫骆解滕司尚祁冉丛路郎费岳晏幸边卞成戚符敖时单房喻占华尤伍桂邢聂蓝褚窦古牟刁桑窦和米"
            + "靳娄芦苑柏宁冀党郜景晋原冶封麦郁商仇栾厉戎祖束蔺屠蒙池胥莘贡劳逄姬扶堵宰郦雍濮寿扈燕郏浦瞿慕茹习宦艾庾暨匡寇阙沃蔚隆师巩晁勾訾阚那简饶沙鞠巢蒯查竺权桓邬皮穆萧湛贝臧谈茅闵席麻危虞支昝裘缪宗宣杭包诸钮嵇滑荣翁荀於惠甄曲芮储汲糜井巫巴弓牧隗宓班仰仲伊蒲邰索咸籍卓阴连佟初盖揭綦矫鄢漆展库苟雒粟佘丘伦衣战修璩贠亓仝原郗逯农亢冷岑冼邝")
            .unicodeScalars.map(\.value))
    private static let doubleSurnames: [Keys] = [
        "欧阳", "上官", "司马", "诸葛", "司徒", "皇甫", "尉迟", "公孙", "慕容", "夏侯", "令狐", "东方", "西门", "南宫", "端木", "闻人", "呼延", "轩辕",
        "宇文", "长孙", "钟离", "澹台", "申屠", "淳于", "鲜于", "濮阳", "赫连", "独孤", "百里",
    ]

    /// Whether a range is a name and nothing else.
    static func isName(_ range: Range<Int>, in text: CleanText) -> Bool {
        let places = range.filter { text.keys[$0] != 0x20 }
        guard (2...4).contains(places.count), places.allSatisfy({ isHan(text.keys[$0]) || text.keys[$0] == 0xB7 })
        else { return false }
        guard let first = places.first else { return false }
        if doubleSurnames.contains(where: { text.has($0, at: first, before: range.upperBound) }) {
            return places.count >= 3
        }
        return places.count <= 3 && surnames.contains(text.keys[first])
    }
}

extension CleanText {
    /// The names of a range in which names stand apart: `李梅 王芳`, `李梅、王芳`; empty if anything else stands there.
    func names(_ range: Range<Int>) -> [Range<Int>] {
        let range = trimmed(range)
        if PersonName.isName(range, in: self) { return [range] }
        let parts = split(range, at: [0x20, 0x3001, 0x2C])
        return !parts.isEmpty && parts.allSatisfy { PersonName.isName($0, in: self) } ? parts : []
    }
}
