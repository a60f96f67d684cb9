import { type Connection, useConnection } from '../data/connection.ts';

const words: Record<Connection, string> = {
  starting: 'Connecting …',
  live: 'Live',
  troubled: 'Live, with trouble at the endpoint',
  lost: 'Connection lost, trying again …',
};

/** Says whether what is seen is what there is. */
export function ConnectionState({ endpoint }: { endpoint: string }) {
  const connection = useConnection();
  return (
    <span role="status" className={`connection ${connection}`} title={endpoint}>
      {words[connection]}
    </span>
  );
}
