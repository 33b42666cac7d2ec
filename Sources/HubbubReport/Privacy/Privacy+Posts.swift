public import HubbubModel

extension Privacy {
  /// The posts behind a report as this level shows them: numbers, themes and times stay.
  ///
  /// - Parameters:
  ///   - report: the report that they belong to, before any level was applied.
  ///   - key: from which pseudonyms are derived; the same as for the report.
  ///   - handles: handles to hide besides those of the posts' authors.
  public func apply(
    to posts: ReportPosts, of report: Report, key: [UInt8], handles: Set<String> = []
  ) -> ReportPosts {
    if self == .internal { return posts }
    let authors = Set(posts.posts.compactMap(\.author))
    let mask = PrivacyMask(
      level: self, key: key, report: report, handles: handles.union(authors))
    var result = posts
    result.posts = posts.posts.map(mask.post)
    result.threads = posts.threads.map(mask.thread)
    return result
  }
}

extension PrivacyMask {
  func post(_ post: ReportPosts.Post) -> ReportPosts.Post {
    var result = post
    result.author = post.author.map(names.author)
    guard level == .public else {
      result.text = masked(post.text, strict: false, own: own(post))
      if let author = post.author, post.url?.contains(author) == true { result.url = nil }
      return result
    }
    result.id = PostID(names.post(post.id.text))
    result.url = nil
    if !identifying.finds(in: post.text).isEmpty {
      result.text = Privacy.withheld
      result.isWhole = true
    }
    return result
  }

  func thread(_ thread: ReportPosts.Thread) -> ReportPosts.Thread {
    var result = thread
    result.title = thread.title.map { masked($0, strict: level == .public) }
    guard level == .public else {
      if let url = thread.url, identifying.finds(in: url).contains(where: { $0.kind == .handle }) {
        result.url = nil
      }
      return result
    }
    result.id = ThreadID(names.post(thread.id.text))
    result.url = nil
    return result
  }

  private func own(_ post: ReportPosts.Post) -> Set<String> {
    post.author.map { [$0] } ?? []
  }
}
