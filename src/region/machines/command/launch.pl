# Runs a command at most once for its key, waits for it and prints what it came to. It is handed to the machine whole,
# with each call: a machine needs nothing of ours on its disk but the results. Perl, as every Debian has it and it needs
# no other program: on an emulated processor each program costs a tenth of a second.
#
#   perl -e LAUNCH -- KEY SECONDS [NAME=VALUE...] -- PROGRAM [ARGUMENT...]
#
# The first line of the output is "exited N", "timed-out", "lost" or, if it could not begin, "refused"; then comes the
# command's own output. The command does not depend on this process: whoever calls with the same key waits for the same.

my ($key, $seconds, @rest) = @ARGV;
my $commands = '/var/lib/wakepatch/commands';
my $command = "$commands/$key";
my $exclusive = 2;
my $keptDays = 30;    # as long as Systems Manager keeps a command

%ENV = (%ENV, PATH => '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME => '/root', LANG => 'C.UTF-8');
while (($_ = shift @rest) ne '--') { my ($name, $value) = split /=/, $_, 2; $ENV{$name} = $value }
chdir '/';

sub refuse { print "refused\n"; print STDERR "$_[0]: $!\n"; exit 1 }

# Holds the lock of the command until it has a result or is dead itself.
sub run {
  open STDIN, '<', '/dev/null';
  open STDOUT, '>', "$command/stdout";
  open STDERR, '>', "$command/stderr";
  my $pid = fork;
  return if !defined $pid;
  if ($pid == 0) {
    setpgrp 0, 0;
    exec { $rest[0] } @rest or print STDERR "$rest[0]: $!\n";
    exit($!{ENOENT} ? 127 : 126);
  }
  my $signals = 0;
  local $SIG{ALRM} = sub {
    kill $signals++ ? 'KILL' : 'TERM', -$pid;
    alarm 5;
  };
  alarm $seconds;
  1 until waitpid($pid, 0) == $pid;
  my $code = $? & 127 ? 128 + ($? & 127) : $? >> 8;
  alarm 0;
  kill 'KILL', -$pid if $signals;
  open my $result, '>', "$command/result" or return;
  print $result $signals ? "timed-out\n" : "exited $code\n";
}

sub forgetOld {
  for my $old (grep { -M $_ > $keptDays } glob "$commands/*") {
    unlink glob "$old/*";
    rmdir $old;
  }
}

for ($commands =~ m{^(.*)/}, $commands) { mkdir $_ or -d $_ or refuse $_ }
open my $gate, '>', "$commands/.lock" or refuse "$commands/.lock";
flock $gate, $exclusive;
if (!-d $command) {
  mkdir $command or refuse $command;
  open my $lock, '>', "$command/lock" or refuse "$command/lock";
  flock $lock, $exclusive;
  my $runner = fork;
  refuse 'fork' if !defined $runner;
  if ($runner == 0) {
    close $gate;
    run;
    close $lock;
    forgetOld;
    exit;
  }
}
close $gate;

# Free, and no result, means that the runner is dead.
open my $lock, '>>', "$command/lock" or refuse "$command/lock";
flock $lock, $exclusive;
print -s "$command/result" ? '' : "lost\n";
for (["$command/result", \*STDOUT], ["$command/stdout", \*STDOUT], ["$command/stderr", \*STDERR]) {
  my ($path, $output) = @$_;
  open my $file, '<', $path or next;
  local $/ = \65536;
  print $output $_ while <$file>;
}
