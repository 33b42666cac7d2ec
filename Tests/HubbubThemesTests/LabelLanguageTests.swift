import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubTerms
import Testing

@testable import HubbubThemes

/// Names of themes in languages that write no blanks, or particles onto their nouns.
@Suite("Labels in other languages")
struct LabelLanguageTests {
  /// The sentences of four subjects, a line each.
  private static let sentences: [String: [String]] = [
    "ja": [
      """
      電子レンジで温めると水分が飛んでしまうので、ラップをかけた方がいいと思います。
      うちの電子レンジは古くて、温めるのに時間がかかります。
      電子レンジの掃除には重曹を使うと汚れがよく落ちます。
      オーブン機能つきの電子レンジを買ったら、パンが上手に焼けるようになりました。
      電子レンジは600ワットで3分くらいがちょうどいいです。
      冷凍ご飯を電子レンジで解凍するときは、途中で一度混ぜるとムラになりません。
      電子レンジの扉が壊れたので、修理か買い替えか迷っています。
      電子レンジの汚れは蒸しタオルで拭くだけでもかなり取れますよ。
      """,
      """
      自転車のタイヤがすぐパンクするので、チューブを交換しました。
      通勤に自転車を使うようになってから体調が良くなりました。
      自転車のブレーキは毎月点検した方が安全です。
      電動アシスト自転車のバッテリーは三年くらいで弱くなります。
      自転車専用レーンがもっと増えれば事故は減ると思います。
      自転車の鍵は二つかけておくと盗まれにくいです。
      雨の日の自転車はブレーキが効きにくいので注意が必要です。
      自転車のチェーンに油をさすだけで走りが軽くなりました。
      """,
      """
      英語の勉強は毎日続けることが一番大切だと思います。
      英語の発音は、録音して聞き直すと上達が早いです。
      単語帳だけでは英語を話せるようにはなりません。
      英会話の先生に文法を直してもらうのが一番効果がありました。
      英語の映画を字幕なしで見る練習をしています。
      英語の文法は中学校の教科書で十分に復習できます。
      英単語は文章の中で覚えた方が忘れにくいです。
      オンライン英会話は安いけれど、先生の質に差があります。
      """,
      """
      うちの猫は夜中に走り回るので眠れません。
      猫のトイレの砂は紙製のものが一番臭いません。
      猫が餌を食べないときは、獣医に相談した方がいいです。
      子猫の爪切りは寝ているときにするのがコツです。
      猫の毛が服につくので、ブラシを毎日かけています。
      猫は高いところが好きなのでキャットタワーを置きました。
      猫の餌を変えたら下痢をしてしまいました。
      獣医さんによると、猫の水飲みは大事だそうです。
      """,
    ],
    "zh": [
      """
      电动车的电池在冬天掉电很快，续航只剩下一半。
      电动车充电桩太少了，每次充电都要排队。
      小区里不让电动车上楼，这个规定我支持。
      电动车的续航里程比宣传的少很多。
      充电桩的价格越来越贵，电动车省不了多少钱。
      电动车的刹车要经常检查，安全第一。
      换电模式对电动车来说更方便，不用等充电。
      电动车电池的质保期应该更长一些。
      """,
      """
      房价已经跌了两年，现在买房的人还是很少。
      贷款利率下降以后，房价并没有上涨。
      年轻人工资低，根本买不起房，房价太高了。
      租房比买房划算，房价以后还会下跌。
      学区房的房价跌得最厉害。
      房价下跌对开发商的影响很大。
      买房要看地段，地段好的房价不会跌。
      银行贷款审批变严了，买房更难了。
      """,
      """
      减肥最重要的是控制饮食，运动只是辅助。
      我每天跑步五公里，减肥三个月瘦了十斤。
      晚上不吃碳水化合物，减肥效果很明显。
      减肥不能只靠节食，身体会受不了。
      跑步伤膝盖，减肥可以选择游泳。
      减肥期间要多吃蛋白质和蔬菜。
      体重下降以后很容易反弹，减肥要坚持。
      节食减肥反弹得特别快，不推荐。
      """,
      """
      我家的猫晚上总是叫，影响睡觉。
      猫粮要选蛋白质高的，不要买太便宜的。
      猫砂用豆腐砂比较好，没有灰尘。
      给猫打疫苗要去正规的宠物医院。
      猫掉毛很严重，每天都要梳毛。
      小猫不吃猫粮怎么办，可以泡软一点。
      宠物医院收费太贵，猫生病一次花了三千。
      猫砂盆要每天清理，不然猫会乱尿。
      """,
    ],
    "ko": [
      """
      전기차의 배터리는 겨울에 성능이 많이 떨어집니다.
      전기차 충전소가 부족해서 장거리 여행이 불편합니다.
      전기차를 사려면 보조금을 먼저 확인해야 합니다.
      전기차는 유지비가 적게 들어서 좋습니다.
      충전소에서 전기차를 충전하는 데 한 시간이 걸립니다.
      전기차의 보조금이 줄어들어서 가격이 올랐습니다.
      아파트에 전기차 충전기를 설치하는 것이 어렵습니다.
      전기차가 화재에 취약하다는 말은 사실이 아닙니다.
      """,
      """
      김치는 익을수록 맛이 깊어지는 음식입니다.
      김치를 담글 때 소금에 배추를 충분히 절여야 합니다.
      김치찌개에는 신 김치가 더 잘 어울립니다.
      배추가 비싸서 올해는 김치를 사 먹기로 했습니다.
      김치의 유산균은 건강에 도움이 됩니다.
      젓갈을 많이 넣으면 김치가 짜게 됩니다.
      김치냉장고가 있으면 김치를 오래 보관할 수 있습니다.
      고춧가루의 품질이 김치의 맛을 결정합니다.
      """,
      """
      영어 공부는 매일 조금씩 하는 것이 중요합니다.
      영어를 잘하려면 단어를 많이 외워야 합니다.
      영어 회화 학원에 다니면서 발음이 좋아졌습니다.
      문법만 공부해서는 영어로 말할 수 없습니다.
      영어의 발음은 원어민의 말을 따라 하면서 연습해야 합니다.
      영어 단어를 문장으로 외우면 오래 기억됩니다.
      영화를 자막 없이 보는 것이 영어 공부에 효과적입니다.
      회화 학원은 비싸지만 영어 실력이 빨리 늘어납니다.
      """,
      """
      강아지가 밤마다 짖어서 이웃이 불평합니다.
      강아지의 사료는 단백질이 많은 것이 좋습니다.
      강아지를 산책시키는 것은 하루에 두 번이 적당합니다.
      동물병원에서 강아지 예방접종을 맞혔습니다.
      강아지는 산책을 하지 않으면 스트레스를 받습니다.
      사료를 바꿨더니 강아지가 설사를 합니다.
      강아지 훈련은 어릴 때 시작해야 효과가 있습니다.
      동물병원 진료비가 너무 비싸서 강아지 보험을 들었습니다.
      """,
    ],
  ]

  /// The labels of the themes of fourteen posts on each subject, two sentences each.
  private static func labels(_ language: String) -> [String] {
    let subjects = (sentences[language] ?? []).map { $0.split(separator: "\n").map(String.init) }
    let posts = subjects.enumerated().flatMap { number, lines in
      (0..<14).map { post in
        let first = post % 8
        let other = (post * 3 + number + 1) % 8
        let second = other == first ? (first + 1) % 8 : other
        return Post(
          id: PostID("\(number)-\(post)"), thread: ThreadID("t\(number)-\(post / 2)"),
          author: "a\((number * 14 + post) % 23)",
          text: lines[first] + (language == "ko" ? " " : "") + lines[second], language: language)
      }
    }
    let corpus = Corpus(posts: posts)
    return ThemeFinder.find(
      corpus: corpus, terms: TermIndexer.index(corpus: corpus, workers: .one),
      options: ThemeOptions(count: 4, residue: 0), workers: .one
    ).themes.map(\.label)
  }

  @Test(
    "themes are called by words of their subjects, whole and without particles",
    arguments: [
      ("ja", ["電子レンジ", "自転車", "英", "猫"]), ("zh", ["电动车", "房", "减肥", "猫"]),
      ("ko", ["전기차", "김치", "영어", "강아지"]),
    ])
  func names(_ language: String, _ subjects: [String]) {
    let labels = Self.labels(language)
    // Posts of few sentences, used again and again: one subject may fall apart along them.
    let named = subjects.filter { subject in labels.contains { $0.contains(subject) } }
    #expect(named.count >= subjects.count - 1, "\(named) in \(labels)")
    for label in labels {
      // A cat is one sign in both languages; nothing else here is.
      #expect(label.count > 1 || label == "猫", "\(label)")
      #expect(!label.contains { "をはのがにでと的了".contains($0) }, "\(label)")
    }
  }
}
