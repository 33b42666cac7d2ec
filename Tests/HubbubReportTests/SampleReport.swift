import HubbubModel

/// A report made by hand, with everything that one can hold; its words were written for this test.
enum SampleReport {
  static let report = Report(
    title: Sentence(
      "Who will own the machines? A forum divides over central and scattered AI compute",
      rule: "title.split",
      basis: [.figure(artifact: "themes/themes.json", path: "themes[0].label", value: "Efficiency")]
    ),
    lede: [
      Sentence(
        "Over eight months, 73 people argued in 15 threads about who controls AI compute.",
        rule: "lede.size",
        basis: [
          .figure(artifact: "corpus/corpus.json", path: "authors", value: "73"),
          .figure(artifact: "corpus/corpus.json", path: "threads", value: "15"),
        ]),
      Sentence(
        "Most of them agree that efficiency matters more than expansion; on whether strangers’ "
          + "machines can be trusted with training, they do not agree at all.",
        rule: "lede.themes",
        basis: [
          .figure(artifact: "themes/themes.json", path: "themes[0].posts", value: "27"),
          .quote(
            Evidence(
              text: "I trust a stranger’s GPU exactly as far as I can recompute its gradients.",
              post: "discourse/1142#7", start: 0, end: 75)),
        ]),
    ],
    source: Report.Source(
      threads: 15, posts: 214, authors: 73, first: 1_768_392_930, last: 1_788_134_400),
    conservation: Conservation(
      seen: 2_143, used: 2_114, dropped: ["duplicate": 15, "deleted": 4, "odd-reason": 10]),
    calendar: (0..<8).map { 1_767_225_600 + Int64($0) * 2_629_800 },
    themes: [efficiency, trust, hybrid, empty],
    takeaways: [
      Takeaway(
        icon: "🌍",
        sentence: Sentence(
          "Five providers hold most of the compute, and nobody in the discussion disputes it.",
          rule: "takeaway.agreed",
          basis: [.figure(artifact: "themes/themes.json", path: "themes[3].posts", value: "19")])),
      Takeaway(
        icon: "💬",
        sentence: Sentence(
          "“A credit is lock-in with a bow on it”, and eleven people say they were given one.",
          rule: "takeaway.quote",
          basis: [
            .quote(
              Evidence(
                text: "A credit is lock-in with a bow on it", post: "20260602081530@mail",
                start: 301, end: 337))
          ])),
      Takeaway(
        icon: "🔄",
        sentence: Sentence(
          "Hybrid designs, central training and local inference, draw the warmest words.",
          rule: "takeaway.mood",
          basis: [
            .figure(artifact: "series/sentiment.csv", path: "theme=hybrid,mean", value: "0.42")
          ])),
    ],
    split: SplitSection(
      overall: SplitMeasure(agreement: -0.12, low: -0.31, high: 0.08, verdict: .split),
      themes: ["trust-coordination"],
      sentences: [
        Sentence(
          "The community is split over trust: 17 posts speak against handing work to strangers, and "
            + "16 speak for it.",
          rule: "split.theme",
          basis: [
            .figure(artifact: "sentiment/posts.csv", path: "theme=trust,negative", value: "17"),
            .figure(artifact: "sentiment/posts.csv", path: "theme=trust,positive", value: "16"),
          ])
      ],
      quotes: [
        quote(
          "Redundant computation on three random nodes caught every cheater in our runs, and it still "
            + "cost less than the cloud.",
          by: "copper_kite", post: "discourse/1142#9", at: 1_771_300_000, side: .positive),
        quote(
          "Nobody has shown me a proof of training that survives a lunch break with a bored "
            + "undergraduate.",
          by: "Dr. Fenwick", post: "t1_k3j2", at: 1_773_000_000, side: .negative),
      ],
      replies: ReplyStands(agreeing: 31, objecting: 12),
      shared: [
        SharedPoint(
          sentence: Sentence(
            "Four people agree with this outright, and nobody objects.", rule: "split.shared",
            basis: [
              .figure(artifact: "report/report.json", path: "split.shared[0].people", value: "4")
            ]),
          quote: quote(
            "Whoever owns the queue owns the lab, whatever the contract calls it.",
            by: "copper_kite", post: "discourse/1142#12", at: 1_771_900_000),
          people: 4)
      ],
      common: [
        CommonPoint(
          theme: "trust-coordination", kind: .claim,
          sentence: Sentence(
            "Three people who speak for trust and two against it say this, each in their own words.",
            rule: "split.claim",
            basis: [
              .figure(
                artifact: "report/report.json", path: "split.common[0].for.supporting",
                value: "three"),
              .figure(
                artifact: "report/report.json", path: "split.common[0].against.supporting",
                value: "two"),
            ]),
          quote: quote(
            "A log that anybody can replay is worth more than a promise.", by: "tidewrack",
            post: "discourse/1142#14", at: 1_772_000_000),
          favour: CommonPoint.Side(supporting: 3, objecting: 1),
          against: CommonPoint.Side(supporting: 2), consensus: 0.5),
        CommonPoint(
          theme: "trust-coordination", kind: .bridge,
          sentence: Sentence(
            "This post is one that both sides of trust stand behind: one person for it, one against.",
            rule: "split.bridge",
            basis: [
              .figure(
                artifact: "report/report.json", path: "split.common[1].for.supporting", value: "one"
              )
            ]),
          quote: quote(
            "Pay people for the hours that their machines are wrong, and they will be right.",
            by: "harbour_hal", post: "p9110", at: 1_772_100_000),
          favour: CommonPoint.Side(supporting: 1), against: CommonPoint.Side(supporting: 1),
          consensus: 4.0 / 9),
      ]),
    outlook: [
      OutlookItem(
        sentence: Sentence(
          "One contributor puts the odds of a volunteer-trained frontier model by 2028 at one in ten.",
          rule: "outlook.odds",
          basis: [
            .quote(
              Evidence(
                text: "I’d give a volunteer-trained frontier model by 2028 a 10% chance.",
                post: "t1_k9q1", start: 14, end: 83))
          ]),
        probability: 0.1,
        quote: quote(
          "I’d give a volunteer-trained frontier model by 2028 a 10% chance.", by: "grey_gantry",
          post: "t1_k9q1", at: 1_774_000_000)),
      OutlookItem(
        sentence: Sentence(
          "Others expect that most inference will have left the data centre by next year.",
          rule: "outlook.expectation",
          basis: [
            .quote(
              Evidence(
                text: "By next summer most inference is going to run on the device.", post: "p9104",
                start: 0, end: 60))
          ]),
        probability: nil,
        quote: quote(
          "By next summer most inference is going to run on the device.", by: "harbour_hal",
          post: "p9104", at: nil)),
      OutlookItem(
        sentence: Sentence(
          "A third voice calls a shortage of grid connections all but certain.",
          rule: "outlook.odds",
          basis: [
            .quote(
              Evidence(
                text: "There will be a grid connection shortage, 95 percent sure.", post: "p9177",
                start: 0, end: 58))
          ]),
        probability: 0.95,
        quote: quote(
          "There will be a grid connection shortage, 95 percent sure.", by: nil, post: "p9177",
          at: 1_778_600_000)),
    ],
    parallels: [
      quote(
        "This is the gold rush again: the ones who got rich sold shovels, and the shovels are green "
          + "now.",
        by: "assay_office", post: "t1_k7a7", at: 1_769_000_000),
      quote(
        "Reminds me of the early railways.\nEverybody laid track, three companies kept it.",
        by: "nádraží", post: "t1_k7b2", at: 1_769_100_000),
    ],
    parallelSentences: [
      Sentence(
        "People reached for two pictures: the gold rush and the railways.", rule: "parallels.named",
        basis: [
          .quote(
            Evidence(
              text: "This is the gold rush again", post: "t1_k7a7", start: 0, end: 27))
        ])
    ],
    residuePosts: 19, residueShare: 0.0888,
    method: [
      Sentence(
        "Themes come from the words that posts share, without a language model; 19 posts fit none.",
        rule: "method.themes",
        basis: [
          .figure(artifact: "themes/metrics.json", path: "residue", value: "0.0888")
        ]),
      Sentence(
        "Mood is read from a word list, with intervals from 1,000 resamples of the authors.",
        rule: "method.mood",
        basis: [.figure(artifact: "run.json", path: "stages.sentiment.draws", value: "1000")]),
    ], names: names,
    nameSentences: [
      Sentence(
        "Northcloud is named most often, in 23 posts, before Maria Lund with three.",
        rule: "names.most",
        basis: [
          .figure(artifact: "report/report.json", path: "names[0].posts", value: "23"),
          .figure(artifact: "report/report.json", path: "names[1].posts", value: "3"),
        ])
    ],
    digests: [
      ReportDigest(
        thread: "discourse/1142", title: "How do you trust a stranger’s GPU?", posts: 31,
        authors: 12,
        sentence: Sentence(
          "12 people wrote 31 posts here.", rule: "digest.size",
          basis: [
            .figure(artifact: "report/report.json", path: "digests[0].posts", value: "31"),
            .figure(artifact: "report/report.json", path: "digests[0].authors", value: "12"),
          ]),
        quotes: [
          quote(
            "What would it take for you to hand a training shard to somebody whom you never met?",
            by: "copper_kite", post: "discourse/1142#1", at: 1_771_200_000),
          quote(
            "Sampling two percent was enough for us.", by: "quiet_quorum", post: "discourse/1142#4",
            at: 1_771_240_000),
        ])
    ])

  static let names = [
    ReportName(
      name: "Northcloud", spellings: ["NorthCloud", "north cloud"], kind: .organisation, posts: 23,
      authors: 14, threads: 6,
      mood: Mood(
        mean: -0.22, low: -0.4, high: -0.05, positive: 4, neutral: 9, negative: 10, unscored: 0),
      themes: [
        ReportName.Share(theme: "trust-coordination", posts: 15),
        ReportName.Share(theme: "efficiency", posts: 6),
      ],
      quotes: [
        quote(
          "Northcloud raised its prices twice and its limits never.", by: "quiet_quorum",
          post: "p9044", at: 1_775_200_000, side: .negative)
      ]),
    ReportName(
      name: "Maria Lund", spellings: ["Lund"], kind: .person, posts: 3, authors: 2, threads: 1,
      mood: Mood(positive: 1, neutral: 1, negative: 0, unscored: 1),
      themes: [ReportName.Share(theme: "hybrid", posts: 2)], quotes: []),
    ReportName(
      name: "OpenGrid", spellings: [], kind: nil, posts: 2, authors: 2, threads: 2, mood: Mood(),
      themes: [], quotes: []),
  ]

  static func quote(
    _ text: String, by author: String?, post: PostID, at time: Int64?, side: Quote.Side? = nil,
    url: String? = "https://forum.example/t/1142"
  ) -> Quote {
    Quote(
      evidence: Evidence(text: text, post: post, start: 12, end: 12 + text.utf8.count),
      author: author, time: time, url: url.map { "\($0)?p=\(post.text)" },
      source: SourceRange(path: "discourse/1142-trust.html", start: 20_480, end: 21_112),
      side: side)
  }

  static let efficiency = ReportTheme(
    theme: Theme(
      id: "efficiency", label: "Efficiency over expansion",
      gloss: Evidence(
        text: "Stop buying more GPUs and start wasting fewer of them.", post: "p9021", start: 0,
        end: 54),
      guided: true,
      terms: [
        WeightedTerm("smaller models", 4.2), WeightedTerm("quantization", 3.9),
        WeightedTerm("4-bit", 3.1), WeightedTerm("scaling laws", 2.8),
        WeightedTerm("sparse", 1.9), WeightedTerm("distillation", 1.25),
      ]),
    gloss: Sentence(
      "“Stop buying more GPUs and start wasting fewer of them.”", rule: "theme.gloss",
      basis: [
        .quote(
          Evidence(
            text: "Stop buying more GPUs and start wasting fewer of them.", post: "p9021", start: 0,
            end: 54))
      ]),
    posts: 27, authors: 21, share: 0.1262,
    mood: Mood(
      mean: 0.31, low: 0.18, high: 0.43, positive: 17, neutral: 7, negative: 3, unscored: 0),
    split: SplitMeasure(agreement: 0.52, low: 0.38, high: 0.66, verdict: .agreed),
    sentences: [
      Sentence(
        "The subject came up in 27 posts by 21 people, and grew from two posts in January to eight "
          + "in June.",
        rule: "theme.trend",
        basis: [
          .figure(
            artifact: "series/sentiment.csv", path: "theme=efficiency,ds=2026-06", value: "8")
        ]),
      Sentence(
        "Hardly anyone speaks against it.", rule: "theme.mood",
        basis: [
          .figure(artifact: "themes/themes.json", path: "efficiency.negative", value: "3")
        ]),
    ],
    quotes: [
      quote(
        "An 8B model at 4 bits on a second-hand desktop now does what I paid an API for last year.",
        by: "marsh_lantern", post: "t1_k1a1", at: 1_781_000_000),
      quote(
        "Invert the scaling laws: smarter, safer architecture first, and the data centre second.",
        by: "kelp&co", post: "p9033", at: 1_774_300_000, url: "javascript:alert(1)"),
    ],
    trend: [2, 1, 4, 3, 0, 8, 6, 3])

  static let trust = ReportTheme(
    theme: Theme(
      id: "trust-coordination", label: "Trust and coordination",
      terms: [
        WeightedTerm("verify", 3.3), WeightedTerm("stranger", 2.9), WeightedTerm("node", 2.2),
        WeightedTerm("redundant", 1.4),
      ]),
    gloss: nil, posts: 49, authors: 38, share: 0.229,
    mood: Mood(
      mean: -0.06, low: -0.21, high: 0.1, positive: 16, neutral: 12, negative: 17, unscored: 4),
    split: SplitMeasure(agreement: -0.33, low: -0.52, high: -0.14, verdict: .split),
    sentences: [
      Sentence(
        "No theme is larger, and none divides people more evenly.", rule: "theme.rank",
        basis: [
          .figure(artifact: "themes/themes.json", path: "themes[1].posts", value: "49")
        ])
    ],
    quotes: [
      quote(
        "I trust a stranger’s GPU exactly as far as I can recompute its gradients.",
        by: "quiet_quorum", post: "discourse/1142#7", at: 1_771_286_400, side: .negative)
    ],
    trend: [0, 9, 12, 4, 3, 5, 2, 14])

  static let hybrid = ReportTheme(
    theme: Theme(
      id: "hybrid", label: "Hybrid models: train centrally, run at the edge",
      parent: "efficiency", group: "Small models and the edge",
      terms: [WeightedTerm("edge", 3), WeightedTerm("local inference", 2.5)]),
    gloss: nil, posts: 4, authors: 3, share: 0.0187,
    mood: Mood(
      mean: 0.42, low: -0.2, high: 0.8, positive: 3, neutral: 0, negative: 1, unscored: 0),
    split: SplitMeasure(agreement: 0.2, low: -0.4, high: 0.7, verdict: .tooFew),
    sentences: [],
    quotes: [
      quote(
        "Deployment and usage become increasingly distributed; training does not.",
        by: "\u{202E}reverse\u{2066}d", post: "discourse/1187#3", at: 1_775_120_000)
    ],
    trend: [0, 0, 0, 4, 0, 0, 0, 0])

  /// A guided theme that no post holds.
  static let empty = ReportTheme(
    theme: Theme(id: "public option", label: "A public option", guided: true), gloss: nil, posts: 0,
    authors: 0, share: 0, mood: Mood(), split: SplitMeasure(), sentences: [], quotes: [],
    trend: [0, 0, 0, 0, 0, 0, 0, 0])
}
