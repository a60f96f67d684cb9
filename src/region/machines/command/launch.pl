# Runs a command at most once for its key, waits for it and prints what it came to. It is handed to the machine whole,
# with each call: a machine needs nothing of ours on its disk but the results. Perl, as every Debian has it and it needs
# no other program: on an emulated processor each program costs a tenth of a second.
#
#   perl -e LAUNCH -- KEY SECONDS [NAME=VALUE...] -- PROGRAM [ARGUMENT...]
#   perl -e LAUNCH -- KEY kill --
#
# The first line of the output is "exited N", "timed-out", "killed", "lost" or, if it could not begin, "refused"; then comes
# the command's own output. The command does not depend on this process: whoever calls with the same key waits for the same.

my ($key, $seconds, @rest) = @ARGV;
my $commands = '/var/lib/wakepatch/commands';
my $command = "$commands/$key";
my ($exclusive, $atOnce) = (2, 4);
my $keptDays = 30;    # as long as Systems Manager keeps a command

%ENV = (%ENV, PATH => '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME => '/root', LANG => 'C.UTF-8');
while (($_ = shift @rest) ne '--') { my ($name, $value) = split /=/, $_, 2; $ENV{$name} = $value }
chdir '/';

sub refuse { print "refused\n"; print STDERR "$_[0]: $!\n"; exit 1 }

sub result {
  open my $result, '>', "$command/result" or return;
  print $result "$_[0]\n";
}

# Holds the lock of the command until it has a result or is dead itself. Being told to end is SIGUSR1: SIGTERM comes to all
# when the machine shuts down, and what that ends is lost.
sub run {
  my ($gate) = @_;
  my ($group, $verdict, $signals) = (0, '', 0);
  my $end = sub {
    $verdict ||= $_[0];
    kill $signals++ ? 'KILL' : 'TERM', -$group if $group;
    alarm 5;
  };
  local $SIG{ALRM} = sub { $end->('timed-out') };
  local $SIG{USR1} = sub { $end->('killed') if !$verdict };
  if (open my $file, '>', "$command/pid") { print $file $$ }
  close $gate;
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
  setpgrp $pid, $pid;    # here too: whichever of the two is first
  alarm $seconds;
  $group = $pid;
  $end->() if $verdict && !$signals;    # it was told before there was anything to end
  1 until waitpid($pid, 0) == $pid;
  my $code = $? & 127 ? 128 + ($? & 127) : $? >> 8;
  alarm 0;
  kill 'KILL', -$group if $verdict;
  result($verdict || "exited $code");
}

# Who holds the lock is alive, so the number is still his. A command without one, of an older version, comes to its own end.
sub endRunning {
  open my $lock, '>>', "$command/lock" or refuse "$command/lock";
  return if flock $lock, $exclusive | $atOnce;
  open my $file, '<', "$command/pid" or return;
  kill 'USR1', <$file>;
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
if (-d $command) {
  endRunning if $seconds eq 'kill';
} elsif ($seconds eq 'kill') {
  mkdir $command or refuse $command;
  result 'killed';
} else {
  mkdir $command or refuse $command;
  open my $lock, '>', "$command/lock" or refuse "$command/lock";
  flock $lock, $exclusive;
  my $runner = fork;
  refuse 'fork' if !defined $runner;
  if ($runner == 0) {
    run $gate;
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
