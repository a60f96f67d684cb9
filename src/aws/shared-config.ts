/** The AWS shared config files, as far as they say where to go: credentials are the SDK's to find. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';

/** A profile as both files have it. */
export interface Profile {
  readonly name: string;
  /** somebody asked for it, and it is not `default` for want of another */
  readonly isNamed: boolean;
  /** undefined where no file has it */
  readonly settings: Readonly<Record<string, string | undefined>> | undefined;
  /** of the section that its `services` names: `s3.endpoint_url` -> … */
  readonly services: Readonly<Record<string, string | undefined>>;
  /** the names of all profiles there are */
  readonly known: readonly string[];
  readonly files: readonly [config: string, credentials: string];
}

/** The profile: what is named, else $AWS_PROFILE, else `default`. Source: AWS CLI User Guide, "Configuration and credential file settings". */
export async function readProfile(named: string | undefined, environment: NodeJS.ProcessEnv): Promise<Profile> {
  const asked = named ?? (environment.AWS_PROFILE || undefined);
  const name = asked ?? 'default';
  const files = [
    environment.AWS_CONFIG_FILE || join(homedir(), '.aws', 'config'),
    environment.AWS_SHARED_CREDENTIALS_FILE || join(homedir(), '.aws', 'credentials'),
  ] as const;
  const [configFilepath, filepath] = files;
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ configFilepath, filepath, ignoreCache: true });
  const [config, credentials] = [configFile[name], credentialsFile[name]];
  // The AWS CLI has what both files say of a profile, and the credentials file last.
  const settings = config || credentials ? { ...config, ...credentials } : undefined;
  return {
    name,
    isNamed: asked !== undefined,
    settings,
    services: (settings?.services && configFile[`services.${settings.services}`]) || {},
    known: [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])].filter(
      (section) => !/^(services|sso-session)\./.test(section),
    ),
    files,
  };
}
