// Pages as outlets build them: each template stands around the same article, which must come out of it as it went in.
#include <catch2/catch.hpp>
#include <map>

#include "indexer/articles/html.hpp"
#include "indexer/articles/html_source.hpp"
#include "tests/articles_reading.hpp"

using namespace dispatches;
using namespace dispatches::articles;
using namespace dispatches::tests;

namespace {

const std::vector<std::string> kText{
    "Ferries stopped at dawn on Tuesday after a storm broke two of the three piers, the harbour office said, and no "
    "boat has left since.",
    "\"We will not send anyone out in this,\" said the harbour master, Ann Low, adding that repairs would take at "
    "least "
    "until Friday.",
    "About four hundred people, most of them day visitors from the mainland, spent the night in the school and in two "
    "churches.",
    "They will wait.",
    "The council promised soup, blankets and, from noon, a second bus to the northern landing, where smaller boats may "
    "leave if the wind drops.",
    "It was the third such storm of the winter; the piers, built in 1961, were to be replaced next year, according to "
    "the ministry's plan."};

std::string each(const std::string& before, const std::string& behind) {
  std::string html;
  for (const std::string& paragraph : kText) html += before + paragraph + behind;
  return html;
}

const std::string kParagraphs = each("<p>", "</p>\n");

std::string expected() {
  std::string all;
  for (const std::string& paragraph : kText) all += (all.empty() ? "" : " / ") + paragraph;
  return all;
}

std::string document(const std::string& main) {
  return "<!DOCTYPE html><html lang=en><head><title>Storm stops ferries | Harbour Post</title><meta "
         "property=og:site_name content=\"Harbour Post\"></head><body>" +
         main + "</body></html>";
}

std::string teasers(int count, const std::string& element, const std::string& its_class) {
  std::string html;
  for (int i = 0; i < count; ++i)
    html += "<" + element + " class='" + its_class + "'><h3><a href=/n" + std::to_string(i) +
            ">Another headline of the day, number " + std::to_string(i) +
            "</a></h3><p>Ministers, mayors and others will meet again to speak about it, once more.</p></" + element +
            ">";
  return html;
}

const std::string kComments =
    "<div class=comment><b>sailor77</b><p>I told them years ago, and nobody listened, as always in this town, where "
    "the "
    "same five families decide everything, from the piers to the price of bread, and have done so since my youth.</p>"
    "</div><div class=comment><b>ann</b><p>That is not true at all, and whoever was at the meeting of last year knows "
    "it, because everybody could speak there, and many did, for hours, until the lights were turned off.</p></div>";

// Articles of the same length.
std::string further(int count) {
  std::string html;
  for (int i = 0; i < count; ++i) {
    html += "<div class=next><article><h1>Another headline of the day, number " + std::to_string(i) + "</h1><div class=txt>";
    for (int k = 0; k < 6; ++k)
      html += "<p>Ministers, mayors and others will meet for the " + std::to_string(k) +
              ". time to speak about it, once more, said a spokesman, and agree on the next meeting.</p>";
    html += "</div></article></div>";
  }
  return html;
}

std::string each_link() {
  std::string html;
  for (int i = 0; i < 14; ++i) html += "<a href=/x>Harbour, piers and boats, part " + std::to_string(i) + "</a><br>";
  return html;
}
std::string columns() {
  std::string html;
  for (int i = 0; i < 4; ++i)
    html += "<b><a href=/n>Headline of the day</a></b><br>Ministers, mayors and others will meet again to speak about it.<br>";
  return html;
}

const std::map<std::string, std::string>& templates() {
  static const std::map<std::string, std::string> all{
      {"plain paragraphs", "<div id=wrap><h1>Storm stops ferries</h1>" + kParagraphs + "</div>"},
      {"one form around the whole page",
       "<form id=aspnetForm><div class=menu><a href=/>Home</a></div><div "
       "class=ctl00_main><h1>Storm stops ferries</h1>" +
           kParagraphs + "</div><input type=hidden></form>"},
      {"lines parted by breaks in a cell of a table, as in old days",
       "<table width=100%><tr><td><a href=/1>News</a><br><a href=/2>Sport</a></td><td><font face=Arial "
       "size=2><b>Storm stops ferries</b><br><br>" +
           each("", "<br><br>") + "</font></td><td><a href=/3>Weather</a></td></tr></table>"},
      {"paragraphs that are divs, with advertisements between them",
       "<div class=page><div class=article_text>" +
           each("<div>", "</div><div class=adslot id=div-gpt-ad-1>Advertisement</div>") + "</div></div>"},
      {"a blog with sharing, related posts and comments",
       "<main><article class='post-17 post type-post has-comments'><header class=entry-header><h1 "
       "class=entry-title>Storm stops ferries</h1><div class=entry-meta>Posted on <time>3 March 2024</time> by Jane "
       "Roe</div></header><div class=entry-content>" +
           kParagraphs +
           "<div class='sharedaddy sd-sharing'><h3>Share this:</h3><ul><li><a href=#>Twitter</a></ul></div><div "
           "id=jp-relatedposts><h3>Related</h3>" +
           teasers(3, "div", "jp-post") + "</div></div><footer class=entry-footer>Filed under: Harbour</footer>" +
           "</article><div id=comments class=comments-area><h2>2 thoughts</h2>" + kComments + "</div></main>"},
      {"comments longer than the article, in another language's class",
       "<div class=noticia>" + kParagraphs + "</div><div class=bloque-comentarios>" + kComments + kComments +
           kComments + "</div>"},
      {"blocks of text between pictures, each in a box of its own",
       "<main><article><div data-component=headline-block><h1>Storm stops ferries</h1></div>" +
           each("<div data-component=text-block><div class=c1><p>", "</p></div></div>") +
           "<div data-component=links-block><h2>Related</h2><ul><li><a href=/1>Another storm, years ago</a></li><li><a "
           "href=/2>A third one, further north</a></li></ul></div></article></main>"},
      {"a row of teasers in the same box as the text",
       "<div class=content>" + kParagraphs + "<h2>More news</h2>" + teasers(5, "div", "card") + "</div>"},
      {"a list of teasers behind the text, which outweighs it",
       "<div class=col1>" + kParagraphs + "</div><div class=col1>" + teasers(14, "li", "") + "</div>"},
      {"links and notices between the paragraphs",
       "<article><h1>Storm stops ferries</h1>" +
           each("<p>",
                "</p><p><a href=/x>Piers of the island: what the plan says</a></p><p>READ ALSO: <a href=/y>The "
                "storm of 2019</a></p><p>Follow us on Telegram</p>") +
           "</article>"},
      {"a page that stays hidden until a script has run",
       "<div id=app style='visibility: hidden'><div class=story>" + kParagraphs + "</div></div>"},
      {"a navigation that was never closed",
       "<nav><ul><li><a href=/>Home</a></li></ul><div class=x>" + kParagraphs + "</div>"},
      {"figures, galleries and embedded players",
       "<article><figure><picture><img src=a.jpg></picture><span>The broken pier. Photo: Jane "
       "Roe</span></figure><div class=wp-caption><img src=b.jpg><p class=wp-caption-text>A bus at noon.</p></div>" +
           kParagraphs +
           "<div class=photo-gallery><p>Picture 1 of 3: the northern landing, seen from the mole in the "
           "early morning of the second day.</p></div><video>No video</video></article>"},
      {"an author's box and a newsletter's form",
       "<article>" + kParagraphs +
           "<div class=author-bio><p>Jane Roe writes about ships, harbours and the sea for the Harbour Post since "
           "2009.</p></div><form action=/nl><p>Sign up for our newsletter and get the news of the harbour each "
           "morning.</p><input type=email></form></article>"},
      {"drawings, scripts and styles of every kind",
       "<style>p{color:red}</style><article><svg viewBox='0 0 1 1'><title>Logo</title><path d='M0 0'/></svg>" +
           kParagraphs +
           "<script>document.write('<p>written by a script, which nobody reads, not even here</p>')</script><!-- <p>a "
           "comment</p> --><script type=application/json>{\"a\":\"</p>\"}</script></article>"},
      {"further articles below, each under its headline, as pages without an end have them",
       "<div class=stream><div class=wrap><article><h1>Storm stops ferries</h1><div class=txt>" + kParagraphs +
           "</div></article></div>" + further(2) + "</div>"},
      {"columns of a table beside the text",
       "<table><tr><td>" + each_link() + "</td><td><font size=4><b>Storm stops ferries</b></font><br><br>" +
           each("", "<br><br>") + "</td><td>" + columns() + "</td></tr></table>"},
      {"generated classes, and parts that are named otherwise",
       "<main><article class=c-1><header><h1>Storm stops ferries</h1></header><div data-component=byline-block><div "
       "class=c-2>Harbour correspondent</div></div><div class=c-3>" +
           kParagraphs +
           "<gu-island name=EmailSignUpWrapper><div class=c-4><h2>Morning post</h2><p>The harbour's day in one letter, "
           "at your breakfast table.</p></div></gu-island></div><div class=c-5><p>A version of this article appears in "
           "print on March 4, 2024, Section A, Page 1.</p><p>Jane Roe · 5 min read</p></div></article></main>"},
      {"short mark-up without any end tags", "<div><h1>Storm stops ferries</h1>" + each("<p>", "\n") + "</div>"}};
  return all;
}

}  // namespace

TEST_CASE("whatever an outlet builds around an article, the article comes out of it") {
  for (const auto& [name, html] : templates()) {
    INFO(name);
    const Article article = only(read_bytes("a.html", document(html)));
    CHECK(body(article) == expected());
    CHECK(article.title == "Storm stops ferries");
    CHECK(article.source == "Harbour Post");
  }
}

TEST_CASE("of a short article the teasers beside it are no part, though they outweigh it") {
  const std::string html = "<html><head><title>Storm stops all ferries of the island | Post</title></head><body><div><h1>Storm stops all ferries of "
                           "the island</h1><div class=txt><p>" + kText[0] + "</p></div></div><div class=right>" + teasers(9, "div", "card") + "</div></body></html>";
  CHECK(body(only(read_bytes("a.html", html))) == kText[0]);
}

TEST_CASE("sections that have headlines of their own are one article") {
  std::string html = "<article><h1>Storm stops ferries</h1>";
  for (int i = 0; i < 2; ++i) html += "<section><h1>Part of the story</h1>" + kParagraphs + "</section>";
  const std::string text = body(only(read_bytes("a.html", document(html + "</article>"))));
  CHECK(text.find(kText[0]) != text.rfind(kText[0]));
}

TEST_CASE("captions of figures are kept apart, whatever element they stand in") {
  const Article article =
      only(read_bytes("a.html", document(templates().at("figures, galleries and embedded players"))));
  CHECK(captions(article) == "The broken pier. / A bus at noon.");
}

TEST_CASE("the posts of a live page are its text, in their order") {
  std::string posts;
  for (const std::string& text : kText)
    posts += "<div class=liveblog-post><h3>10:15 News of the hour</h3><p>" + text + "</p></div>";
  const Article article = only(read_bytes("a.html", document("<main><h1>Storm: live</h1>" + posts + "</main>")));
  for (const std::string& text : kText) CHECK(body(article).find(text) != std::string::npos);
}

TEST_CASE("headings and lists are text; a heading of links alone is none") {
  const std::string html =
      "<article><p>" + kText[0] +
      "</p><h2>What is closed</h2><ul><li>The old pier, until Friday "
      "at least.</li><li>The <a href=/x>long pier</a>, for good.</li></ul><h2>See more</h2><ul><li><a "
      "href=/1>Another storm</a></li></ul><h2>What comes</h2><p>" +
      kText[1] + "</p><h2>Read on</h2></article>";
  CHECK(body(only(read_bytes("a.html", document(html)))) ==
        kText[0] +
            " / What is closed / The old pier, until Friday at least. / The long pier, for good. / What comes / " +
            kText[1]);
}

TEST_CASE("a row of a table is one line, and what a table lays out is parted as it stands") {
  const std::string html =
      "<article>" + kParagraphs +
      "<table><tr><th>Pier</th><th>Built</th></tr><tr><td>Long</td><td>1961</td></tr></table></article>";
  CHECK(body(only(read_bytes("a.html", document(html)))) == expected() + " / Pier Built / Long 1961");
}

TEST_CASE("what the parser is given says the same in fewer bytes") {
  const auto reduced = [](const std::string& html) { return reduced_source(html).html; };
  CHECK(reduced("<p  class=a onclick='x(\"<p>\")' data-x>One\n\n  two</p >") == "<p class=a>One\ntwo</p>");
  CHECK(reduced("<a href='/x' rel=author target=_blank>x</a>") == "<a href rel=author>x</a>");
  CHECK(reduced("<link rel=canonical href=\"/x\"/>") == "<link rel=canonical href=\"/x\" />");
  CHECK(reduced("<div style=\"color: red\"><div style=\"display:none\">") == "<div><div style=\"display:none\">");
  CHECK(reduced("a<!-- <p> -->b<!-->c<!--->d<!-- open") == "abcd");
  CHECK(reduced("a<SCRIPT src=x>if (a</b>) '<p>'</Script >b<style>p</style>c<script>open") == "abc");
  CHECK(reduced("<script><!-- w('<script>x</script>') --></script>b") == "b");
  CHECK(reduced("<script type='application/ld+json'>{\"a\":  1}</script>") ==
        "<script type='application/ld+json'>{\"a\":  1}</script>");
  CHECK(reduced("<title>a <b>  c</title><textarea><p></textarea>d") == "<title>a <b>  c</title>d");
  CHECK(reduced("a<svg><g><path d='M'/></g></svg>b<svg/>c") == "abc");
  CHECK(reduced("<svg><p>x</p>") == "<svg><p>x</p>");
  CHECK(reduced("1 < 2 <- 3 <") == "1 < 2 <- 3 <");
  CHECK(reduced("<!DOCTYPE html><p>x</p") == "<!DOCTYPE html><p>x</p>");
}
