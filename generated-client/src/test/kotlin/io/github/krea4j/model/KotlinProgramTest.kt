package io.github.krea4j.model

import java.net.URI
import java.util.Optional
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** A Kotlin program: that it compiles, without a warning, shows what Kotlin takes the types for. */
class KotlinProgramTest {
  @Test
  fun requestsTakeKotlinsOwnValues() {
    val request =
      UpdateStyleRequest()
        .title("harbour")
        .urls("https://example.org/1.png", "https://example.org/2.png")
        .coverUrl(URI("https://example.org/3.png"))
        .put("newer", mapOf("a" to 1, "b" to null))
    assertThat(request.toJson().toString())
      .isEqualTo(
        """{"title":"harbour","urls":["https://example.org/1.png","https://example.org/2.png"],""" +
          """"cover_url":"https://example.org/3.png","newer":{"a":1,"b":null}}"""
      )
  }

  @Test
  fun numbersAreSentAsTheyAreWritten() {
    val style = StyleInput().id("abc").strength(1)
    assertThat(style.toJson().toString()).isEqualTo("""{"id":"abc","strength":1}""")
    assertThat(style.strength(0.8).toJson().toString()).isEqualTo("""{"id":"abc","strength":0.8}""")
    assertThat(style.strength(5L).strength()).isEqualTo(5L)
  }

  @Test
  fun gettersOfRequestsAreNullable() {
    val request = UpdateStyleRequest()
    val title: String? = request.title()
    // a safe call on what is never null would be a warning, and so an error
    assertThat(request.title()?.length ?: -1).isEqualTo(-1)
    assertThat(request.urls()?.size).isNull()
    assertThat(title).isNull()
    assertThat(request.copy().title("x").title()).isEqualTo("x")
  }

  @Test
  fun answersHoldPlainValuesAndOptionals() {
    val asset =
      Asset.parse(
        """{"id":"a","image_url":"https://example.org/a.png","uploaded_at":"2026-06-01T10:00:00Z"}"""
      )
    val id: String = asset.id()
    val url: URI = asset.imageUrl()
    val description: Optional<String> = asset.description()
    assertThat(id.length).isEqualTo(1)
    assertThat(url.host).isEqualTo("example.org")
    assertThat(description).isEmpty()
    assertThat(asset.width().map { it.toInt() }.orElse(0)).isEqualTo(0)
  }
}
