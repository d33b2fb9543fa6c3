import { ShieldCheck, TriangleAlert } from 'lucide-react';
import type { ProtocolLabelFragment } from '../../generated/graphql';
import { Badge } from '../../ui/badge';

/** How a result was measured, with a plain warning where the protocol itself inflates it. */
export function ProtocolBadge({ protocol }: { readonly protocol: ProtocolLabelFragment | null }) {
  if (protocol === null) return <span className="text-ink-faint">—</span>;
  if (protocol.isLeakyByDesign) {
    return (
      <Badge tone="warn" title={`Leaky by design. ${protocol.description}`}>
        <TriangleAlert aria-hidden />
        {protocol.name}
        <span className="font-normal">leaky</span>
      </Badge>
    );
  }
  return (
    <Badge title={protocol.description}>
      {protocol.claimsSpeakerIndependence && <ShieldCheck aria-hidden className="text-good" />}
      {protocol.name}
    </Badge>
  );
}
