import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { chooseDriver, type DriverOptions } from './drivers.ts';

const options: DriverOptions = {
  dataDir: '/nonexistent',
  cacheDir: '/nonexistent',
  namespace: 'test',
  sleep: async () => {},
};

describe('the choice of a driver', () => {
  const { DOCKER_HOST, PATH } = process.env;
  afterEach(() => {
    process.env.PATH = PATH;
    if (DOCKER_HOST === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = DOCKER_HOST;
  });

  test('takes the kind that is wanted', async () => {
    const { driver, reason } = await chooseDriver('simulated', options);
    assert.equal(driver.kind, 'simulated');
    assert.match(reason, /^simulated: .+\.$/);
  });

  test('refuses the kind that is wanted and does not work, with the reason', async () => {
    process.env.DOCKER_HOST = 'unix:///nonexistent/docker.sock';
    await assert.rejects(chooseDriver('container', options), {
      code: 'EngineUnavailable',
      message:
        /^container: DOCKER_HOST names .+ where no engine answers: .+ENOENT.+\. Start that engine or unset DOCKER_HOST\.$/,
    });
  });

  test('else takes the first one that works, and says what was wrong with the others', async () => {
    process.env.DOCKER_HOST = 'unix:///nonexistent/docker.sock';
    process.env.PATH = '/nonexistent';
    const { driver, reason } = await chooseDriver(undefined, options);
    assert.equal(driver.kind, 'simulated');
    assert.match(
      reason,
      /^container: .+ vm: .*qemu-system-x86_64.+not found \(Debian: apt-get install .+\)\. simulated: /,
    );
  });
});
