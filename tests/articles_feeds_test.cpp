// Feeds and agencies' items: what an item states, what its channel states for it, and what neither may do to the
// reader.
#include <catch2/catch.hpp>

#include "indexer/articles/json_splitter.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/articles/xml_nodes.hpp"
#include "indexer/articles/xml_splitter.hpp"
#include "tests/articles_reading.hpp"

using namespace dispatches;
using namespace dispatches::articles;
using namespace dispatches::tests;

namespace {

std::string rss(const std::string& items, const std::string& prolog = "<?xml version=\"1.0\"?>") {
  return prolog +
         "<rss version=\"2.0\" xmlns:c=\"http://purl.org/rss/1.0/modules/content/\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel>"
         "<title>Harbour Post &amp;amp; Co</title><link>https://www.harbourpost.example/</link>"
         "<image><title>Logo</title></image><language>en-GB</language><!-- <item> -->" +
         items + "</channel></rss>";
}

const std::string kItem =
    "<item><media:title>No</media:title><title>Talks &amp;amp; tea</title><link>/2024/a?utm_source=rss</link>"
    "<guid isPermaLink=\"false\">post-17</guid><pubDate>Wed, 15 May 2024 10:00:00 +0300</pubDate>"
    "<dc:creator><![CDATA[Jane Roe]]></dc:creator><dc:creator>John Doe</dc:creator><author>x@y.example</author>"
    "<description>A summary.</description><c:encoded><![CDATA[<p>One </item> "
    "two.</p><p>Three.</p>]]></c:encoded></item>";

}  // namespace

TEST_CASE("an RSS item states its text in full, and its channel is its source") {
  const Article article = only(read_bytes("a.xml", rss(kItem)));
  CHECK(article.title == "Talks & tea");
  CHECK(body(article) == "One two. / Three.");
  CHECK(day(article) == "2024-05-15T07:00:00Z");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe", "John Doe"});
  CHECK(article.source == "Harbour Post & Co");
  CHECK(article.url == "https://harbourpost.example/2024/a");
  CHECK(article.language == "en");
  CHECK(article.where == "a.xml:#1");
}

TEST_CASE("an item with nothing but a summary is an article, one without any text is rejected by its place") {
  const Read read = read_bytes("a.rss", rss("<item><title>A</title><description>" + kSentence +
                                            "</description><author>j@x.example (Jane Roe)</author></item>"
                                            "<item><title>B</title></item>"));
  REQUIRE(read.articles.size() == 1);
  CHECK(body(read.articles[0]) == kSentence);
  CHECK(read.articles[0].authors == std::vector<std::string>{"Jane Roe"});
  REQUIRE(read.rejected.size() == 1);
  CHECK(read.rejected[0].where == "a.rss:#2");
  CHECK(read.rejected[0].reason == "the body is empty");
}

TEST_CASE("a feed's own elements are known in any namespace, foreign ones of the same name are not taken for them") {
  const Article article = only(read_bytes(
      "a.rss",
      "<r:rss version=\"2.0\" xmlns:r=\"http://backend.userland.com/rss2\" xmlns:z=\"urn:z\"><r:channel>"
      "<r:title>Harbour Post</r:title><r:item><z:title>No</z:title><r:title>Talks</r:title><z:description>No."
      "</z:description><r:description>Text.</r:description><r:author>Jane Roe (j@x.example)</r:author></r:item>"
      "</r:channel></r:rss>"));
  CHECK(article.title == "Talks");
  CHECK(body(article) == "Text.");
  CHECK(article.source == "Harbour Post");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe"});
}

TEST_CASE("text in base64 is text, and bytes that are none are nothing") {
  const auto entry = [](const std::string& title) {
    return read_bytes("a.atom", "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><entry>" + title +
                                    "<content mode=\"base64\" type=\"text/html\">\nPHA+T25lIDxiPnR3bzwvYj4uPC9wPg==\n"
                                    "</content></entry></feed>");
  };
  const Article article = only(entry("<title mode=\"base64\">VGFsa3MgJmFtcDsgdGVh</title>"));
  CHECK(article.title == "Talks & tea");
  CHECK(body(article) == "One two.");
  CHECK(only(entry("<title mode=\"base64\">/////w==</title>")).title.empty());
}

TEST_CASE("a guid that is the address names the same article as the address, another guid one of its own") {
  const auto id = [](const std::string& identity) {
    return only(read_bytes("a.rss", rss("<item>" + identity + "<description>Text.</description></item>"))).id;
  };
  const std::string link = "<link>https://x.example/a</link>";
  CHECK(id(link) == id("<guid>https://www.x.example/a/</guid>"));
  CHECK(id(link) == id(link + "<guid isPermaLink=\"true\">http://x.example/a</guid>"));
  CHECK(id(link) != id(link + "<guid isPermaLink=\"false\">17</guid>"));
  CHECK(only(read_bytes("a.rss", rss("<item><guid isPermaLink=\"false\">https://x.example/a</guid>"
                                     "<description>Text.</description></item>")))
            .url.empty());
}

TEST_CASE("items of RSS 1.0 stand beside their channel and keep its title") {
  const Article article = only(read_bytes(
      "a.xml",
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" "
      "xmlns:d=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"x\"><title>Post</title>"
      "<d:language>uk</d:language><items><rdf:Seq><rdf:li resource=\"x\"/></rdf:Seq></items></channel>"
      "<item rdf:about=\"https://x.example/a\"><title>T</title><link>https://x.example/a</link>"
      "<description>Text.</description><d:date>2024-05-15T10:00Z</d:date></item></rdf:RDF>"));
  CHECK(article.source == "Post");
  CHECK(article.url == "https://x.example/a");
  CHECK(day(article) == "2024-05-15T10:00:00Z");
  CHECK(article.language == "uk");
}

TEST_CASE("an Atom entry is read by its types, its alternate link and its inherited language and author") {
  const std::string feed =
      "<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\" xml:base=\"https://x.example/news/\">"
      "<a:title type=\"html\">Die &amp;lt;b&amp;gt;Post&amp;lt;/b&amp;gt;</a:title><a:author><a:name>Jane "
      "Roe</a:name></a:author>"
      "<a:entry><a:id>tag:x,1</a:id><a:title type=\"text\">a &lt;p&gt; b</a:title><a:link rel=\"self\" href=\"self\"/>"
      "<a:link "
      "href=\"b.html\"/><a:updated>2024-05-16T00:00:00Z</a:updated><a:published>2024-05-15T00:00:00Z</a:published>"
      "<a:summary>S</a:summary><a:content type=\"xhtml\"><h:div xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:p>One "
      "<h:a/><h:b>two</h:b> <h:i>three</h:i>.</h:p><h:p>Four &lt; five.</h:p></h:div></a:content></a:entry>";
  const Article article = only(read_bytes("a.atom", feed + "</a:feed>"));
  CHECK(article.title == "a <p> b");
  CHECK(body(article) == "One two three. / Four < five.");
  CHECK(article.url == "https://x.example/news/b.html");
  CHECK(day(article) == "2024-05-15T00:00:00Z");
  CHECK(article.language == "de");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe"});
  // Cut off behind its entry: what is whole is read, and the rest is said.
  const Read cut = read_bytes("a.atom", feed);
  CHECK(cut.articles.size() == 1);
  CHECK(cut.rejected.size() == 1);
}

TEST_CASE("a feed is read in the encoding that it declares") {
  const std::string word = "\xCF\xE5\xF0\xE5\xE3\xEE\xE2\xEE\xF0\xFB";  // windows-1251
  const std::string prolog = "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n";
  CHECK(body(only(read_bytes("a.xml", rss("<item><description>" + word + "</description></item>", prolog)))) ==
        "Переговоры");
  std::string wide = "\xFF\xFE";
  for (const char c : rss(kItem, "<?xml version=\"1.0\" encoding=\"UTF-16\"?>")) wide += c, wide += '\0';
  CHECK(only(read_bytes("a.xml", wide)).title == "Talks & tea");
}

TEST_CASE("a DTD is passed over and its entities stay what they are") {
  std::string bomb =
      "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha > ]\"><!ENTITY b \"&a;&a;\">"
      "<!ENTITY c SYSTEM \"file:///etc/hostname\"><!-- ]> isn't -->]>";
  const Article article = only(read_bytes("a.xml", rss("<item><description>x &b; &c;</description></item>", bomb)));
  CHECK(body(article) == "x &b; &c;");
}

TEST_CASE("a broken item is rejected by its place and the others are read") {
  const std::string good = "<item><description>Text.</description></item>";
  const Read read = read_bytes("a.xml", rss(good + "<item><title>A</b></title></item>" + good + "<item><description>"));
  CHECK(read.articles.size() == 2);
  REQUIRE(read.rejected.size() == 2);
  CHECK(read.rejected[0].where == "a.xml:#2");
  CHECK(read.rejected[0].reason.starts_with("it is not well-formed XML"));
  CHECK(read.rejected[1].where == "a.xml:#4");
  CHECK(read.rejected[1].reason == "the file ends inside the record");
}

TEST_CASE("XML beyond the limits is refused, and quickly") {
  const auto reason = [](const std::string& bytes) {
    const Read read = read_bytes("a.rss", bytes);
    return read.rejected.empty() ? std::string() : read.rejected.front().reason;
  };
  std::string deep = "<item><description>", many = "<item>";
  for (int i = 0; i < 300000; ++i) deep += "<b>", many += "<x:a/>";
  for (int i = 0; i < 300000; ++i) deep += "</b>";
  CHECK(reason(rss(deep + "</description></item>")) == "it is nested deeper than 1000 levels");
  CHECK(reason(rss(many + "</item>")) == "the body is empty");
  CHECK(reason(rss("<item>" + std::string(kMaxRecordBytes, 'x') + "</item>")) == "the record is larger than 32 MB");
  CHECK(reason("<rss a=\"" + std::string(kMaxTagBytes, 'x') + "\">") == "a tag is longer than 8 KB");
  std::string channels = "<rss>";
  for (std::size_t i = 0; i <= kMaxContainers; ++i) channels += "<channel>";
  CHECK(reason(channels) == "its containers are nested too deep");
  CHECK(reason("<other><item/></other>") == "its root element is <other>, so it is not a feed");
  CHECK(reason("nothing") == "there is no element in it, so it is not a feed");
  const Article article =
      only(read_bytes("a.rss", "<rss><channel><title>" + std::string(kMaxContextBytes, 'x') +
                                   "</title><item><description>Text.</description></item></channel></rss>"));
  CHECK(article.source.empty());
}

TEST_CASE("XML of no known kind is skipped, and a feed is told by its root whatever it is called") {
  const Folder folder;
  CHECK(reader_for(folder.write("a.xml", "<catalog/>")) == nullptr);
  CHECK(reader_for(folder.write("b.txt", "<!-- x --><!DOCTYPE rss [ <!ENTITY x \"y\"> ]>\n<rss version=\"2.0\">")) ==
        &feed_reader());
  CHECK(reader_for(folder.write("c.xml", "<?xml version=\"1.0\"?><html xmlns=\"x\">")) == &html_reader());
  CHECK(reader_for(folder.write("d.xml", "<x:newsMessage xmlns:x=\"y\">")) == &agency_reader());
  CHECK(reader_for(folder.write("e.xml", "<nitf>")) == &agency_reader());
}

TEST_CASE("a JSON Feed's items are articles with the feed's title, language and authors") {
  const std::string head =
      R"({"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post", "home_page_url": "https://x.example/", "language": "en-GB", "authors": [{"name": "Jane Roe"}], )";
  const std::string items =
      R"("items": [{"id": "https://x.example/a", "url": "https://www.x.example/a", "title": "A", "content_html": "<p>One.</p><p>Two.</p>", "summary": "No", "date_published": "2024-05-15T10:00:00Z"},
      {"id": 2, "url": "/b", "summary": "Only this.", "authors": [{"name": "John Doe"}], "language": "uk"}, {"id": "3", "content_text": "Three."}]})";
  const Read read = read_bytes("a.json", head + items);
  CHECK(read.rejected.empty());
  REQUIRE(read.articles.size() == 3);
  CHECK(body(read.articles[0]) == "One. / Two.");
  CHECK(read.articles[0].source == "Harbour Post");
  CHECK(read.articles[0].authors == std::vector<std::string>{"Jane Roe"});
  CHECK(day(read.articles[0]) == "2024-05-15T10:00:00Z");
  CHECK(read.articles[1].url == "https://x.example/b");
  CHECK(body(read.articles[1]) == "Only this.");
  CHECK(read.articles[1].language == "uk");
  CHECK(read.articles[1].authors == std::vector<std::string>{"John Doe"});
  CHECK(body(read.articles[2]) == "Three.");
  CHECK(read.articles[2].where == "a.json:#3");
  const Read large =
      read_bytes("a.json", head + "\"description\": \"" + std::string(kMaxFeedContextBytes, 'x') + "\", " + items);
  REQUIRE(large.articles.size() == 3);
  CHECK(large.articles[2].source.empty());
}

TEST_CASE("of ninjs's headlines and bodies the main ones are taken, HTML before plain text") {
  const Article article = only(read_bytes(
      "a.json",
      R"({"uri": "urn:1", "versioncreated": "2024-05-15T10:00:00Z", "language": "de", "by": "Von Jane Roe", "infosources": [{"name": "Meridian Wire"}],
      "headlines": [{"role": "short", "value": "S"}, {"role": "main", "value": "Main"}],
      "bodies": [{"role": "main", "contenttype": "text/plain", "value": "Plain."}, {"role": "main", "contenttype": "text/html", "value": "<p>One.</p><p>Two.</p>"}]})"));
  CHECK(article.title == "Main");
  CHECK(body(article) == "One. / Two.");
  CHECK(article.source == "Meridian Wire");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe"});
}

TEST_CASE("ninjs without a text is its description, a picture is none, and NITF inside is read as NITF") {
  const std::string text =
      R"({"uri": "urn:1", "type": "text", "descriptions": [{"role": "text", "value": "In short."}]})";
  const std::string picture = R"({"uri": "urn:2", "type": "picture", "description_text": "A hall."})";
  const Read read = read_bytes("a.jsonl", text + "\n" + picture + "\n");
  CHECK(body(only(read)) == "In short.");
  CHECK(read.rejected.empty());
  CHECK(body(only(read_bytes("a.json", R"({"uri": "urn:1", "type": "picture", "body_text": "Text."})"))) == "Text.");
  const Article nitf = only(read_bytes(
      "a.json", R"({"uri": "urn:3", "title": "T", "bodies": [{"contenttype": "text/vnd.IPTC.NITF", "value": "<?xml )"
                R"(version=\"1.0\"?><nitf><head><title>T</title></head><body><body.head><byline>By Jane Roe</byline>)"
                R"(</body.head><body.content><block><p>One.</p></block></body.content></body></nitf>"}]})"));
  CHECK(body(nitf) == "One.");
}

TEST_CASE("a NewsML-G2 item is read from its metadata and the NITF inside it") {
  const std::string item =
      "<newsItem guid=\"urn:1\" xml:lang=\"en\"><itemMeta><itemClass qcode=\"ninat:text\"/><provider "
      "qcode=\"p:mw\"><name>Meridian "
      "Wire</name></provider><versionCreated>2024-05-15T10:00:00+02:00</versionCreated></itemMeta><contentMeta><by>By "
      "Jane Roe</by>"
      "<headline> Talks\n go on</headline></contentMeta><contentSet><inlineXML "
      "contenttype=\"application/nitf+xml\"><nitf><body>"
      "<body.head><hedline><hl1>Other</hl1></hedline></body.head><body.content><p>One.</p><media><media-reference "
      "source=\"x\">x"
      "</media-reference><media-caption>A "
      "hall.</media-caption></media><hl2>Between</hl2><p>Two.</p></body.content></body></nitf>"
      "</inlineXML></contentSet></newsItem>";
  const Article article = only(read_bytes("a.xml", item));
  CHECK(article.title == "Talks go on");
  CHECK(body(article) == "One. / Between / Two.");
  CHECK(captions(article) == "A hall.");
  CHECK(article.source == "Meridian Wire");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe"});
  CHECK(day(article) == "2024-05-15T08:00:00Z");
  CHECK(article.language == "en");
  CHECK(article.where == "a.xml");
  const std::string picture =
      "<newsItem guid=\"urn:2\"><itemMeta><itemClass qcode=\"ninat:picture\"/></itemMeta></newsItem>";
  const std::string plain =
      "<newsItem guid=\"urn:3\"><contentSet><inlineData "
      "contenttype=\"text/plain\">Three.</inlineData></contentSet></newsItem>";
  const Read message =
      read_bytes("b.xml", "<newsMessage><header><sent>x</sent></header><itemSet><packageItem><itemRef/></packageItem>" +
                              item + picture + plain + "</itemSet></newsMessage>");
  CHECK(message.rejected.empty());
  REQUIRE(message.articles.size() == 2);
  CHECK(message.articles[0].id == article.id);
  CHECK(message.articles[1].where == "b.xml:#3");
}

TEST_CASE("a NITF article is read from its head and its body") {
  const Article article =
      only(read_bytes("a.xml",
                      "<?xml version=\"1.0\"?><!DOCTYPE nitf SYSTEM "
                      "\"nitf.dtd\"><nitf><head><title>No</title><docdata><doc-id id-string=\"17\" regsrc=\"MW\"/>"
                      "<date.issue norm=\"20240515T100000Z\"/></docdata><pubdata name=\"Harbour Post\" "
                      "ex-ref=\"https://x.example/a\"/></head><body><body.head>"
                      "<hedline><hl1>Talks go on</hl1></hedline><byline>By <person>Jane "
                      "Roe</person><byttl>Staff</byttl></byline></body.head><body.content>"
                      "<block class=\"lead_paragraph\"><p>One.</p></block><block "
                      "class=\"full_text\"><p>One.</p><p>Two.</p></block></body.content></body></nitf>"));
  CHECK(article.title == "Talks go on");
  CHECK(article.authors == std::vector<std::string>{"Jane Roe"});
  CHECK(article.source == "Harbour Post");
  CHECK(article.url == "https://x.example/a");
  CHECK(day(article) == "2024-05-15T10:00:00Z");
  CHECK(body(article) == "One. / Two.");
}

TEST_CASE("the full text that Russian feeds give to aggregators is read before the summary") {
  const Article article = only(read_bytes(
      "a.rss", "<rss version=\"2.0\" xmlns:y=\"http://news.yandex.ru\"><channel><title>V</title><item><title>T</title>"
               "<description>Summary.</description><y:full-text>One.\n\nTwo.</y:full-text></item></channel></rss>"));
  CHECK(body(article) == "One. / Two.");
}

TEST_CASE("what a blog's feed says under each item is not text") {
  for (const char* line : {"The post <a href=x>Talks</a> appeared first on <a href=y>Harbour Post</a>.",
                           "Der Beitrag <a href=x>Talks</a> erschien zuerst auf <a href=y>Hafenblatt</a>.",
                           "Сообщение <a href=x>Talks</a> появились сначала на <a href=y>Вестник</a>."}) {
    const std::string html = "<p>" + kSentence + "</p><p>" + line + "</p>";
    CHECK(body(only(read_bytes("a.rss", rss("<item><title>T</title><description><![CDATA[" + html + "]]></description></item>")))) == kSentence);
  }
}

TEST_CASE("what an agency cancels or withholds is refused with that reason") {
  const auto reason = [](const std::string& status) {
    const Read read = read_bytes(
        "a.xml", "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:1\"><itemMeta><itemClass qcode=\"ninat:text\"/><pubStatus qcode=\"stat:" +
                     status + "\"/></itemMeta><contentSet><inlineData contenttype=\"text/plain\">Text.</inlineData></contentSet></newsItem>");
    return read.rejected.empty() ? std::string() : read.rejected.front().reason;
  };
  CHECK(reason("usable") == "");
  CHECK(reason("canceled") == "its agency has cancelled it");
  CHECK(reason("withheld") == "its agency withholds it until further notice");
  CHECK(read_bytes("a.json", R"({"uri": "urn:1", "type": "text", "pubstatus": "canceled", "headline": "T", "body_text": "Text."})").rejected.at(0).reason ==
        "its agency has cancelled it");
}
