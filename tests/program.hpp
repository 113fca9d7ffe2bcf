// A program of ours as its user runs it.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace dispatches::tests {

// A run in the background; its output goes into a file.
class Run {
 public:
  Run(const std::string& program, const std::vector<std::string>& arguments, const std::filesystem::path& output, rlim_t file_limit = RLIM_INFINITY) : output_(output) {
    const std::string path = BINARY_DIR "/" + program;
    std::vector<char*> argv{const_cast<char*>(path.c_str())};
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    process_ = fork();
    if (process_ != 0) return;
    const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    dup2(file, STDOUT_FILENO);
    dup2(file, STDERR_FILENO);
    const rlimit limit{file_limit, file_limit};
    if (file_limit != RLIM_INFINITY) setrlimit(RLIMIT_FSIZE, &limit), signal(SIGXFSZ, SIG_IGN);
    execv(path.c_str(), argv.data());
    _exit(127);
  }

  void kill() const { ::kill(process_, SIGKILL); }
  // Its exit status; -1 if it was killed.
  int wait() const {
    int status = 0;
    waitpid(process_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string said() const {
    std::ifstream in(output_);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::filesystem::path output_;
  pid_t process_ = 0;
};

}  // namespace dispatches::tests
