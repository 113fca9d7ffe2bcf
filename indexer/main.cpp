// indexer: flags → objects → run → exit status. The wiring diagram of the writing side.
#include <fmt/format.h>
#include <unistd.h>
#include <xapian.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "indexer/base/data_folder.hpp"
#include "indexer/base/sqlite.hpp"
#include "indexer/pipeline/corrections.hpp"
#include "indexer/pipeline/entity_lists.hpp"
#include "indexer/pipeline/generation_diff.hpp"
#include "indexer/pipeline/name_table.hpp"
#include "indexer/pipeline/run.hpp"
#include "indexer/schema/generation.hpp"
#include "indexer/text/language.hpp"

namespace fs = std::filesystem;
using namespace dispatches;

namespace {

// Exit statuses: README, "Nightly".
enum Status { kDone = 0, kRejected = 1, kUsage = 2, kFailed = 3 };

struct Usage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

fs::path default_folder(const char* name) { return data_folder(name, fs::path(DISPATCHES_SOURCE_DIR "/corpus") / name); }

std::optional<text::sys_seconds> time_from(const char* flag, const std::string& stated) {
  if (stated.empty()) return std::nullopt;
  const auto date = text::parse_date(stated);
  if (!date) throw Usage(fmt::format("{}: '{}' is not a time; use 2026-11-20T02:10:00Z", flag, stated));
  return date->start;
}

// "source=NAME,lang=uk,tz=Europe/Kyiv,base-url=URL,encoding=NAME"
articles::Defaults defaults_from(const std::string& settings) {
  articles::Defaults defaults;
  std::istringstream parts(settings);
  for (std::string part; std::getline(parts, part, ',');) {
    const std::size_t equals = part.find('=');
    const std::string name = part.substr(0, equals), value = equals == std::string::npos ? "" : part.substr(equals + 1);
    if (name == "source") defaults.source = value;
    else if (name == "lang") defaults.language = text::normalise_language(value);
    else if (name == "tz") defaults.zone = value;
    else if (name == "base-url") defaults.base_url = value;
    else if (name == "encoding") defaults.encoding = value;
    else throw Usage(fmt::format("--set: '{}' is unknown; use source, lang, tz, base-url, encoding", name));
    if (value.empty() || (name == "lang" && defaults.language.empty())) throw Usage(fmt::format("--set: '{}' needs a value", part));
  }
  return defaults;
}

double limit_from(std::string stated) {
  if (stated.ends_with('%')) stated.pop_back();
  try {
    std::size_t read = 0;
    const double percent = std::stod(stated, &read);
    if (read == stated.size() && percent >= 0 && percent <= 100) return percent / 100;
  } catch (const std::logic_error&) {
  }
  throw Usage("--prune-limit: use a percentage from 0 to 100, as in 30%");
}

void draw_bar(const pipeline::Progress& progress, std::chrono::steady_clock::time_point started) {
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  const double share = progress.total_bytes ? static_cast<double>(progress.done_bytes) / static_cast<double>(progress.total_bytes) : 1;
  const int width = static_cast<int>(std::min(share, 1.0) * 30);
  const double left = share > 0.01 ? seconds / share - seconds : 0;
  fmt::print(stderr, "\r{:<10} [{:<30}] {:3.0f} %  {} articles, {:.0f}/s, {:.0f} s left   ", progress.phase, std::string(static_cast<std::size_t>(width), '#'),
             std::min(share, 1.0) * 100, progress.articles, seconds > 0 ? static_cast<double>(progress.articles) / seconds : 0, left);
  std::fflush(stderr);
}

std::function<void(const pipeline::Progress&)> progress_shower(const std::string& when) {
  const bool terminal = isatty(STDERR_FILENO);
  if (when == "never" || (when == "auto" && !terminal)) return {};
  const auto started = std::chrono::steady_clock::now();
  if (terminal) return [started](const pipeline::Progress& progress) { draw_bar(progress, started); };
  return [last = started](const pipeline::Progress& progress) mutable {
    const auto now = std::chrono::steady_clock::now();
    if (now - last < std::chrono::seconds(5)) return;
    last = now;
    fmt::print(stderr, "{}: {} of {} MB, {} articles\n", progress.phase, progress.done_bytes >> 20, progress.total_bytes >> 20, progress.articles);
  };
}

void print_rejections(const pipeline::RunReport& report) {
  for (std::size_t i = 0; i < report.new_rejections; ++i) fmt::print(stderr, "rejected: {}: {}\n", report.rejections[i].where, report.rejections[i].reason);
  if (const std::size_t known = report.rejections.size() - report.new_rejections; known > 0) fmt::print(stderr, "{} more were rejected before, and are again\n", known);
}

// What was rejected that was not before, for the one line that others show of a run.
std::string first_rejection(const pipeline::RunReport& report) {
  const Rejection& first = report.rejections.front();
  return fmt::format("{} rejected, {}: {}", report.new_rejections == 1 ? "one record was" : fmt::format("{} records were; the first", report.new_rejections),
                     first.where, first.reason);
}

void write_report(const fs::path& file, const pipeline::RunReport& report) {
  if (file.empty()) return;
  std::ofstream out(file);
  out << pipeline::to_json(report);
  if (!out) fmt::print(stderr, "indexer: cannot write the report {}\n", file.string());
}

struct UpdateFlags {
  pipeline::UpdateOptions options;
  std::string set, now, prune_limit, progress = "auto";
  fs::path report;
};

int run_update(UpdateFlags& flags) {
  flags.options.defaults = defaults_from(flags.set);
  flags.options.now = time_from("--now", flags.now);
  if (!flags.prune_limit.empty()) flags.options.prune_limit = limit_from(flags.prune_limit);
  flags.options.progress = progress_shower(flags.progress);
  if (!flags.options.prune)
    for (const fs::path& path : flags.options.paths)
      if (!fs::exists(path)) throw Usage(path.string() + ": no such file or folder");
  if (!flags.options.dry_run) pipeline::begin_run(flags.options.index);
  pipeline::RunReport report = pipeline::update(flags.options);
  report.finished = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (flags.options.progress && isatty(STDERR_FILENO)) fmt::print(stderr, "\n");
  const int status = report.new_rejections > 0 ? kRejected : kDone;
  print_rejections(report);
  write_report(flags.report, report);
  if (!flags.options.dry_run) pipeline::write_run(flags.options.index, report, status, status == kRejected ? first_rejection(report) : "");
  fmt::print("{}\n", pipeline::closing_line(report));
  return status;
}

// A run that failed leaves its trace too, if the folder can be written.
void write_failed_run(const fs::path& index, int status, const std::string& message) {
  if (index.empty() || !fs::is_directory(index)) return;
  pipeline::RunReport report;
  report.started = report.finished = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  pipeline::write_run(index, report, status, message);
}

int run_relink(const fs::path& index, const pipeline::KnowledgeFiles& files, bool dry_run) {
  const pipeline::RelinkReport report = pipeline::relink(index, files, dry_run, {});
  pipeline::print_changes(report.changes, std::cout);
  fmt::print("{} changes; generation {}{}\n", report.changes.size(), report.generation, dry_run ? " (nothing was written)" : "");
  return kDone;
}

int run_catalogue_check(const fs::path& folder) {
  const entities::Catalogue catalogue = entities::Catalogue::load(folder);
  for (const std::string& warning : catalogue.warnings()) fmt::print("{}\n", warning);
  fmt::print("{} entities, {} topics, {} sources; {} remarks\n", catalogue.entities().size(), catalogue.topics().size(), catalogue.sources().size(),
             catalogue.warnings().size());
  return kDone;
}

int run_names(const fs::path& file, const fs::path& catalogue_folder, bool with_catalogue) {
  if (!with_catalogue) {
    pipeline::write_name_table(file, nullptr, std::cout);
    return kDone;
  }
  const entities::Catalogue catalogue = entities::Catalogue::load(catalogue_folder);
  const entities::Matcher matcher(catalogue);
  pipeline::write_name_table(file, &matcher, std::cout);
  return kDone;
}

int report_and_close(const pipeline::RunReport& report) {
  print_rejections(report);
  fmt::print("{}\n", pipeline::closing_line(report));
  return report.new_rejections > 0 ? kRejected : kDone;
}

// What a failure means to the caller, said in one line. `index`: of a nightly run, which leaves its trace; empty for any other command.
int fail(int status, const fs::path& index, const std::string& message) {
  fmt::print(stderr, "indexer: {}\n", message);
  write_failed_run(index, status, message);
  return status;
}

int fail_on_disk(const fs::path& index, const std::string& what) {
  return fail(kFailed, index, fmt::format("the index could not be read or written: {}; nothing was published. Is the disk full? If not, run 'indexer check'", what));
}

int fail_on_system(const fs::path& index, const std::system_error& error) {
  if (error.code() != std::errc::no_space_on_device) return fail(kFailed, index, fmt::format("{}; nothing was published", error.what()));
  return fail(kFailed, index, fmt::format("the disk is full: {}; nothing was published, and the generation in force is served on. Make room and run again", error.what()));
}

struct Flags {
  UpdateFlags update;
  pipeline::RemoveOptions remove;
  std::vector<std::string> restored;
  std::vector<fs::path> files;
  fs::path index, to, checked;
  pipeline::KnowledgeFiles knowledge{default_folder("catalogue"), default_folder("model"), {}};
  std::string asked, since, format = "text";
  std::uint32_t back_to = 0, from = 0, until = 0;
  bool dry_run = false, no_catalogue = false;
  int status = kDone;
};

void add_knowledge(CLI::App& command, Flags& flags) {
  command.add_option("--catalogue", flags.knowledge.catalogue, "folder of the catalogue");
  command.add_option("--model", flags.knowledge.model, "folder of the recogniser");
  command.add_option("--overrides", flags.knowledge.overrides, "what an editor decided about names; unless given, as in the run before")->check(CLI::ExistingFile);
}

void add_update(CLI::App& app, Flags& flags) {
  CLI::App* update = app.add_subcommand("update", "read new and changed articles from files and folders into the index");
  pipeline::UpdateOptions& options = flags.update.options;
  update->add_option("--db", flags.index, "folder of the index")->required();
  update->add_option("paths", options.paths, "files and folders")->required();
  add_knowledge(*update, flags);
  update->add_option("--corrections", options.corrections, "what an editor put right in articles; unless given, as in the run before")->check(CLI::ExistingFile);
  update->add_option("--set", flags.update.set, "for what an input does not state: source=NAME,lang=uk,tz=Europe/Kyiv,base-url=URL,encoding=NAME");
  update->add_option("--include", options.include, "only paths that match this glob");
  update->add_option("--exclude", options.exclude, "not paths that match this glob");
  update->add_flag("--prune", options.prune, "remove articles whose input has gone");
  update->add_option("--prune-limit", flags.update.prune_limit, "the share that --prune may remove (20%)");
  update->add_option("--jobs", options.jobs, "threads; one for each core unless given")->check(CLI::Range(1u, 256u));
  update->add_option("--report", flags.update.report, "write a JSON report to this file");
  update->add_option("--rejects", options.rejects, "keep rejected records in this folder");
  update->add_flag("--retry-rejects", options.retry_rejects, "look again at inputs that were rejected before");
  update->add_flag("--dry-run", options.dry_run, "say what would be done, write nothing");
  update->add_flag("--backfill", options.backfill, "old stock: not shown as new in feeds");
  update->add_option("--now", flags.update.now, "the run's clock: 2026-11-20T02:10:00Z");
  update->add_option("--progress", flags.update.progress, "auto, always or never")->check(CLI::IsMember({"auto", "always", "never"}));
  update->callback([&] {
    flags.update.options.index = flags.index;
    flags.update.options.knowledge = flags.knowledge;
    flags.status = run_update(flags.update);
  });
}

int run_remove(const pipeline::RemoveOptions& options) {
  const pipeline::RemoveReport report = pipeline::remove(options);
  if (!report.still_visible.empty()) fmt::print("other versions that are still visible (--story takes them out too):\n");
  for (const std::string& line : report.still_visible) fmt::print("  {}\n", line);
  if (report.waits) fmt::print("out for readers now; another indexer is at work, and the next generation drops the text\n");
  return report_and_close(report);
}

void add_remove(CLI::App& remove, Flags& flags) {
  remove.add_option("--url", flags.remove.urls, "address of an article");
  remove.add_flag("--story", flags.remove.story, "the other versions of its story too");
  remove.add_flag("--purge", flags.remove.purge, "nothing kept may hold the text of whatever is withheld: segments, generations, names that nobody else has");
  remove.add_option("--rejects", flags.remove.rejects, "with --purge: records that update kept in this folder, too");
  remove.add_option("--reason", flags.remove.reason, "why; kept in withheld.tsv");
  remove.add_option("ids", flags.remove.ids, "ids of articles");
  add_knowledge(remove, flags);
  remove.callback([&] {
    if (flags.remove.ids.empty() && flags.remove.urls.empty() && !flags.remove.purge) throw Usage("remove: name at least one id or --url");
    flags.remove.index = flags.index;
    flags.remove.knowledge = flags.knowledge;
    flags.status = run_remove(flags.remove);
  });
}

void add_diff(CLI::App& diff, Flags& flags) {
  diff.add_option("from", flags.from, "number of a generation")->required();
  diff.add_option("to", flags.until, "number of another")->required();
  diff.add_option("--format", flags.format, "text or json")->check(CLI::IsMember({"text", "json"}));
  diff.callback([&] {
    pipeline::print_diff(pipeline::generation_diff(flags.index, flags.from, flags.until), flags.format == "json" ? pipeline::ListFormat::json : pipeline::ListFormat::text,
                         std::cout);
  });
}

void add_upkeep(CLI::App& app, Flags& flags) {
  const auto command = [&](const char* name, const char* what) {
    CLI::App* added = app.add_subcommand(name, what);
    added->add_option("--db", flags.index, "folder of the index")->required();
    return added;
  };
  add_remove(*command("remove", "take articles out, at once, and keep them out"), flags);
  CLI::App* restore = command("restore", "undo remove; the next update reads the articles again");
  restore->add_option("ids", flags.restored, "ids or addresses")->required();
  restore->callback([&] { fmt::print("{} taken back\n", pipeline::restore(flags.index, flags.restored)); });
  CLI::App* relink = command("relink", "build the lexicon anew from catalogue and overrides, without reading an article");
  add_knowledge(*relink, flags);
  relink->add_flag("--dry-run", flags.dry_run, "list the changes, write nothing");
  relink->callback([&] { flags.status = run_relink(flags.index, flags.knowledge, flags.dry_run); });
  CLI::App* reanalyse = command("reanalyse", "language, mentions and topics again over the stored articles");
  add_knowledge(*reanalyse, flags);
  reanalyse->callback([&] { flags.status = report_and_close(pipeline::reanalyse(flags.index, flags.knowledge, {})); });
  CLI::App* compact = command("compact", "merge segments; with --to a complete copy");
  compact->add_option("--to", flags.to, "folder of the copy");
  compact->callback([&] { flags.status = report_and_close(pipeline::compact(flags.index, flags.to, {})); });
  CLI::App* generations = command("generations", "list the generations kept; or publish one of them again under a new number");
  generations->add_option("--back-to", flags.back_to, "number of the generation");
  generations->callback([&] {
    if (flags.back_to > 0) flags.status = report_and_close(pipeline::back_to(flags.index, flags.back_to));
    else pipeline::list_generations(flags.index, std::cout);
  });
  add_diff(*command("diff", "what changed between two generations that are kept: articles, stories, whom names mean, ids"), flags);
  CLI::App* status = command("status", "the last runs, what each did, and what to do about it");
  status->callback([&] { pipeline::print_status(flags.index, std::cout); });
  CLI::App* check = command("check", "verify the index; print its generation, counts, sizes");
  check->callback([&] { flags.status = pipeline::check(flags.index, std::cout) ? kDone : kFailed; });
}

void add_entities(CLI::App& app, Flags& flags) {
  CLI::App* entities = app.add_subcommand("entities", "who is in the archive, under which spellings and why, and what came in lately");
  entities->require_subcommand(1);
  entities->add_option("--db", flags.index, "folder of the index")->required();
  const auto command = [&](const char* name, const char* what) {
    CLI::App* added = entities->add_subcommand(name, what);
    added->fallthrough();
    added->add_option("--format", flags.format, "text, tsv or json")->check(CLI::IsMember({"text", "tsv", "json"}));
    return added;
  };
  const auto format = [&] { return flags.format == "json" ? pipeline::ListFormat::json : flags.format == "tsv" ? pipeline::ListFormat::tsv : pipeline::ListFormat::text; };
  command("list", "every entity that some article names")->callback([&, format] { pipeline::list_entities(flags.index, format(), std::cout); });
  CLI::App* show = command("show", "one entity with its spellings and the reason of each");
  show->add_option("entity", flags.asked, "a name or an id")->required();
  show->callback([&, format] {
    if (!pipeline::show_entity(flags.index, flags.asked, format(), std::cout)) throw Usage(fmt::format("no entity is called '{}'", flags.asked));
  });
  CLI::App* fresh = command("new", "names first seen lately, most frequent first, as override lines");
  fresh->add_option("--since", flags.since, "a day or time; unless given, the last run that brought new names");
  fresh->callback([&, format] { pipeline::list_new_names(flags.index, time_from("--since", flags.since), format(), std::cout); });
  command("export", "every spelling with its entity and the reason")->callback([&, format] { pipeline::export_names(flags.index, format(), std::cout); });
}

void add_tools(CLI::App& app, Flags& flags) {
  CLI::App* explain = app.add_subcommand("explain", "each article as analysed, one JSON object a line; writes nothing");
  explain->add_option("--catalogue", flags.knowledge.catalogue, "folder of the catalogue");
  explain->add_option("--model", flags.knowledge.model, "folder of the recogniser");
  explain->add_option("files", flags.files, "files and folders")->required()->check(CLI::ExistingPath);
  explain->callback([&] { pipeline::explain(flags.files, flags.knowledge, std::cout); });
  CLI::App* names = app.add_subcommand("names", "which lines of a file name one person: cluster, entity or -, name");
  names->add_option("--catalogue", flags.knowledge.catalogue, "folder of the catalogue");
  names->add_flag("--no-catalogue", flags.no_catalogue, "by rules alone");
  names->add_option("file", flags.checked, "one name a line")->required()->check(CLI::ExistingFile);
  names->callback([&] { flags.status = run_names(flags.checked, flags.knowledge.catalogue, !flags.no_catalogue); });
  CLI::App* catalogue = app.add_subcommand("catalogue", "look after the catalogue");
  catalogue->require_subcommand(1);
  CLI::App* check = catalogue->add_subcommand("check", "double ids, clashing short forms, unknown parents");
  check->add_option("folder", flags.checked, "folder of the catalogue")->required();
  check->callback([&] { flags.status = run_catalogue_check(flags.checked); });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"indexer: reads articles and makes the index that searchd serves"};
  app.set_version_flag("--version", "indexer " DISPATCHES_VERSION);
  app.require_subcommand(1);
  Flags flags;
  add_update(app, flags);
  add_upkeep(app, flags);
  add_entities(app, flags);
  add_tools(app, flags);
  try {
    app.parse(argc, argv);
    return flags.status;
  } catch (const CLI::ParseError& error) {
    if (app.exit(error) == 0) return kDone;
    if (app.got_subcommand("update")) write_failed_run(flags.index, kUsage, error.what());
    return kUsage;
  } catch (const Usage& error) {
    return fail(kUsage, flags.update.options.index, error.what());
  } catch (const entities::BadCatalogue& error) {
    return fail(kUsage, flags.update.options.index, error.what());
  } catch (const names::BadOverrides& error) {
    return fail(kUsage, flags.update.options.index, error.what());
  } catch (const recogniser::BadModel& error) {
    return fail(kUsage, flags.update.options.index, error.what());
  } catch (const pipeline::BadCorrections& error) {
    return fail(kUsage, flags.update.options.index, error.what());
  } catch (const Xapian::Error& error) {
    return fail_on_disk(flags.update.options.index, error.get_msg());
  } catch (const TableError& error) {
    return fail_on_disk(flags.update.options.index, error.what());
  } catch (const std::system_error& error) {
    return fail_on_system(flags.update.options.index, error);
  } catch (const std::exception& error) {
    return fail(kFailed, flags.update.options.index, fmt::format("{}; nothing was published", error.what()));
  }
}
