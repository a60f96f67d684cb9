// Made from the tables of parameters by `npm run docs`: change it there.

/** The parameters of templates/wakepatch-fleet.json. Each has the default that the template has. */
export interface FleetParameters {
  // Which instances
  /**
   * Instances with this tag are patched. Give the value too. It must be a tag key: letters, digits, spaces and _ . :
   * / = + - @.
   */
  readonly targetTagKey?: string;
  /**
   * The value that the tag must have. It must be a tag value: letters, digits, spaces and _ . : / = + - @.
   */
  readonly targetTagValue?: string;
  /**
   * Instead of a tag: ids of up to 50 instances (Regions of the partition aws only; elsewhere use a tag).
   */
  readonly targetInstanceIds?: readonly string[];
  /**
   * Of the instances with the tag, only the members of this resource group. IAM cannot limit rights to a group, so
   * the tag is needed as well. It must be the name of a resource group, or empty.
   */
  readonly targetResourceGroup?: string;
  /**
   * Instances with this tag, whatever its value, are passed over. It must be a tag key: letters, digits, spaces and
   * _ . : / = + - @.
   * @default "wakepatch:exclude"
   */
  readonly excludeTagKey?: string;
  /**
   * KMS keys of your own by which the instances' volumes are encrypted: ARNs, separated by commas. To start an
   * instance takes the right to let EC2 use them. The keys that AWS manages need no mention. It must be up to 10
   * ARNs of keys, separated by commas without spaces.
   */
  readonly volumeKeyArns?: string;
  /**
   * RestoreFoundState stops what was found stopped and leaves running what was found running. AlwaysStop stops all.
   * @default "RestoreFoundState"
   */
  readonly afterPatching?: 'RestoreFoundState' | 'AlwaysStop';
  // Maintenance window
  /**
   * Empty: the stack's name and -window. It must be 3 to 128 letters, digits, and _ . -, or empty.
   */
  readonly windowName?: string;
  /**
   * When the window opens: rate(30 minutes), cron(0 2 ? * SUN *) or at(2030-01-31T02:00:00). It must be a rate(),
   * cron() or at() expression.
   * @default "rate(30 minutes)"
   */
  readonly schedule?: string;
  /**
   * The time zone of the schedule, as the IANA names it, such as Europe/Berlin. It must be the name of a time zone
   * such as UTC or Europe/Berlin.
   * @default "UTC"
   */
  readonly scheduleTimezone?: string;
  /**
   * How long the window is open. From 1 to 24.
   * @default 2
   */
  readonly duration?: number;
  /**
   * How long before the window's end nothing new is started. Less than the duration. From 0 to 23.
   * @default 1
   */
  readonly cutoff?: number;
  /**
   * Whether tasks may run on instances that are not registered as targets of the window.
   * @default true
   */
  readonly allowUnassociatedTargets?: boolean;
  /**
   * PatchFleet: one run finds the instances, puts them in order and patches them in waves. PatchInstance: one
   * execution for each target of the window.
   * @default "PatchFleet"
   */
  readonly windowTask?: 'PatchFleet' | 'PatchInstance';
  // Order and rate
  /**
   * How many instances go first, a number or a percentage. If one of them fails, the run ends there. It must be a
   * number such as 1 or a percentage such as 5%.
   * @default "1"
   */
  readonly canaries?: string;
  /**
   * How many instances are worked on at a time: a number or a percentage. It must be a number such as 10 or a
   * percentage such as 25%.
   * @default "10"
   */
  readonly maxConcurrency?: string;
  /**
   * After how many failures no further instance is begun: a number or a percentage. 100%: never. It must be a number
   * such as 3 or a percentage such as 100%.
   * @default "100%"
   */
  readonly maxErrors?: string;
  /**
   * No instance should be longer than this without a verified patch. Those that are, the report names. From 1 to
   * 3650.
   * @default 35
   */
  readonly staleDays?: number;
  // Patching
  /**
   * Install the patches that the instance's patch baseline approves, or only Scan for them.
   * @default "Install"
   */
  readonly patchOperation?: 'Install' | 'Scan';
  /**
   * Whether the instance is rebooted after an installation that needs it.
   * @default "RebootIfNeeded"
   */
  readonly rebootOption?: 'RebootIfNeeded' | 'NoReboot';
  /**
   * An instance is not compliant while it lacks approved patches: Any, Security ones, or Critical ones.
   * @default "Any"
   */
  readonly requiredSeverity?: 'Any' | 'Security' | 'Critical';
  /**
   * A command document that is run before patching, such as one of your own. Empty: none. It must be the name of a
   * document, or empty.
   */
  readonly preDocument?: string;
  /**
   * A command document that is run after patching, such as one of your own. Empty: none. It must be the name of a
   * document, or empty.
   */
  readonly postDocument?: string;
  /**
   * One snapshot of the root volume is taken before each patching. How many are kept; 0: none is taken. From 0 to
   * 100.
   * @default 0
   */
  readonly snapshotsToKeep?: number;
  /**
   * true boots the instance once more after patching, and demands that it comes back.
   * @default false
   */
  readonly bootAgain?: boolean;
  // Time and logs
  /**
   * How long an instance takes that was never measured. What cannot be finished in the window is not woken. From 1
   * to 1440.
   * @default 30
   */
  readonly expectedMinutes?: number;
  /**
   * How often at most to look whether a step is done; long waits are looked at less often. From 1 to 300.
   * @default 15
   */
  readonly pollIntervalSeconds?: number;
  /**
   * How long an instance may take to run and to be managed by Systems Manager. From 1 to 120.
   * @default 15
   */
  readonly startLimitMinutes?: number;
  /**
   * How long the patch command may take. It ends by itself after 120 minutes; a stop before may cut it off. From 1
   * to 1440.
   * @default 125
   */
  readonly patchLimitMinutes?: number;
  /**
   * How long an instance may take to stop. From 1 to 120.
   * @default 15
   */
  readonly stopLimitMinutes?: number;
  /**
   * How long the logs of the functions are kept.
   * @default 90
   */
  readonly logRetentionDays?: 1 | 3 | 5 | 7 | 14 | 30 | 60 | 90 | 180 | 365 | 731 | 1827 | 3653;
  /**
   * How long others may hold the lock of the package manager. From 0 to 7200.
   * @default 900
   */
  readonly lockSeconds?: number;
  /**
   * How often expired leases are looked for. From 2 to 1440.
   * @default 15
   */
  readonly sweepMinutes?: number;
  /**
   * Hears of each run, and at once of what was left awake. Empty: nobody. It must be an e-mail address, or empty.
   */
  readonly alarmAddress?: string;
}
