// Made from the tables of parameters by `npm run docs`: change it there.

/** The parameters of templates/wakepatch.json. Each has the default that the template has. */
export interface PatternParameters {
  // Which instances
  /**
   * true launches an instance named ssm-stepfunction-demo to be patched; false patches existing instances.
   * @default true
   */
  readonly createDemoInstance?: boolean;
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
   * RestoreFoundState stops what was found stopped and leaves running what was found running. AlwaysStop stops all.
   * The demo instance, which the stack launches running, is always stopped.
   * @default "RestoreFoundState"
   */
  readonly afterPatching?: 'RestoreFoundState' | 'AlwaysStop';
  // Demo instance
  /**
   * The public Systems Manager parameter that names the image.
   * @default "/aws/service/debian/release/12/latest/amd64"
   */
  readonly imageId?: string;
  /**
   * An instance type of the image's architecture. It must be an instance type such as t3.micro.
   * @default "t3.micro"
   */
  readonly instanceType?: string;
  /**
   * A subnet with a way to the Internet. Empty: a default subnet of the default VPC. It must be a subnet id such as
   * subnet-0123456789abcdef0, or empty.
   */
  readonly subnetId?: string;
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
  // Time and logs
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
}
