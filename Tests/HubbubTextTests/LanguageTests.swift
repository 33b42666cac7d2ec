import HubbubText
import Testing

@Suite struct LanguageTests {
  @Test(
    arguments: [
      ("I think that this is what they want, but it will not work for all of us.", "en"),
      ("Ich glaube, dass das nicht die Lösung für alle ist, aber es ist ein Anfang.", "de"),
      ("Je pense que ce n'est pas la solution pour tous, mais c'est un début.", "fr"),
      ("Creo que esto no es la solución para todos, pero es un comienzo.", "es"),
      ("Penso che questa non sia la soluzione per tutti, ma è un inizio.", "it"),
      ("Acho que isso não é a solução para todos, mas já é um começo.", "pt"),
      ("Ik denk dat dit niet de oplossing is voor iedereen, maar het is een begin.", "nl"),
      ("Я думаю, что это не решение для всех, но это уже начало.", "ru"),
      ("GPU A100 H100 NVLink", nil), ("", nil), ("ok", nil),
    ] as [(String, String?)])
  func languagesAreTold(text: String, language: String?) {
    #expect(LanguageIdentifier.identify(text) == language)
  }
}
