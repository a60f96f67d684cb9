import type { Machine } from '../../../../operator/fleet/machine.ts';
import { durationText } from '../../parts/duration.ts';
import { Fact } from '../../parts/Fact.tsx';
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
        <Known name="Type" value={type} />
        <Known name="Image" value={imageId} />
        <Known name="Zone" value={zone} />
        <Fact name="Last started">
          <Time at={launched} />
        </Fact>
        <Known name="Why it is in its state" value={stateReason} />
        <Fact name="Takes, as measured">
          {patchSeconds
            ? `${durationText(bootSeconds * 1000)} to boot, ${durationText(patchSeconds * 1000)} to patch, ${durationText(stopSeconds * 1000)} to stop`
            : 'not measured yet'}
        </Fact>
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

function Known({ name, value }: { name: string; value: string | undefined }) {
  return value === undefined ? null : <Fact name={name}>{plain(value)}</Fact>;
}
