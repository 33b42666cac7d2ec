internal import Crypto

extension Privacy {
  /// The key of a corpus, for `apply`: the same for the same corpus and secret.
  ///
  /// Without a secret whoever has the corpus, or its digest, can derive the key and so test handles;
  /// that keeps names out of a reader's sight and no more. HKDF-SHA-256 (RFC 5869).
  ///
  /// - Parameters:
  ///   - digest: of the corpus, such as `Digest(ofFile:).bytes` of `utterances.jsonl`.
  ///   - secret: bytes that only the owner of the corpus has.
  public static func key(corpus digest: [UInt8], secret: [UInt8] = []) -> [UInt8] {
    // One step of HKDF with the digest as its salt; hashes are bytes, with no pointer to them.
    let extracted = HKDF<SHA256>.extract(
      inputKeyMaterial: SymmetricKey(data: secret + digest), salt: digest)
    var hash = HMAC<SHA256>(key: SymmetricKey(data: Array(extracted)))
    hash.update(data: Array("hubbub pseudonyms".utf8) + [1])
    return Array(hash.finalize())
  }
}

/// Names that stand for other names: the same for the same name and key, and for no other.
struct Pseudonyms {
  private let key: SymmetricKey

  /// Derives names from a secret by HMAC-SHA-256 (RFC 2104, FIPS 198-1).
  init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

  /// `user-5f3a09c1`: 32 bits, so that among 1,000 authors two share a name once in 8,600 reports.
  func author(_ handle: String) -> String { "user-\(digits("author", handle, 4))" }

  /// `post-` and 16 digits.
  func post(_ id: String) -> String { "post-\(digits("post", id, 8))" }

  /// `source-` and 16 digits.
  func source(_ path: String) -> String { "source-\(digits("source", path, 8))" }

  private func digits(_ kind: String, _ text: String, _ bytes: Int) -> String {
    var hash = HMAC<SHA256>(key: key)
    hash.update(data: Array("\(kind)\u{0}\(text)".utf8))
    let alphabet = Array("0123456789abcdef".utf8)
    return String(
      decoding: hash.finalize().prefix(bytes).flatMap {
        [alphabet[Int($0 >> 4)], alphabet[Int($0 & 15)]]
      }, as: UTF8.self)
  }
}
