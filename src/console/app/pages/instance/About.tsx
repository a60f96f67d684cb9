import type { Machine } from '../../../../operator/fleet/machine.ts';
import { durationText } from '../../parts/duration.ts';
import { plain } from '../../parts/plain.ts';
import { Time } from '../../parts/Time.tsx';

/** What the machine is, and what its tags say. */
export function About({ machine: { instance } }: { machine: Machine }) {
  if (!instance) return null;
  const { type, imageId, zone, launched, stateReason, tags, timing } = instance;
  const { bootSeconds, patchSeconds, stopSeconds } = timing;
  return (
    <section aria-labelledby="about">
      <h2 id="about">The instance</h2>
      <dl className="pairs">
        <Fact name="Type" value={type} />
        <Fact name="Image" value={imageId} />
        <Fact name="Zone" value={zone} />
        <div>
          <dt>Last started</dt>
          <dd>
            <Time at={launched} />
          </dd>
        </div>
        <Fact name="Why it is in its state" value={stateReason} />
        <div>
          <dt>Takes, as measured</dt>
          <dd>
            {patchSeconds
              ? `${durationText(bootSeconds * 1000)} to boot, ${durationText(patchSeconds * 1000)} to patch, ${durationText(stopSeconds * 1000)} to stop`
              : 'not measured yet'}
          </dd>
        </div>
      </dl>
      <h3>Tags</h3>
      <dl className="pairs">
        {tags.map(({ key, value }) => (
          <div key={key}>
            <dt className="mono">{plain(key)}</dt>
            <dd>{value ? plain(value) : <span className="muted">empty</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string | undefined }) {
  if (value === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{plain(value)}</dd>
    </div>
  );
}
