// Prints the largest relative difference between Keras' and Voxboard's losses over ten steps, all presets together.
import { ARCHITECTURE_PRESETS } from '@voxboard/domain';
import { chooseBackend, referenceLosses, repeatReference } from '@voxboard/trainer';

const { backend } = await chooseBackend({ preferred: process.argv[2] ?? null });
const reference = referenceLosses();
let worst = 0;
for (const preset of ARCHITECTURE_PRESETS) {
  const expected = reference[preset];
  if (!expected) continue;
  const actual = await repeatReference(preset, expected, backend);
  for (const [step, loss] of expected.losses.entries()) {
    const difference = Math.abs((actual[step] ?? Number.NaN) - loss) / loss;
    worst = Number.isNaN(difference) ? difference : Math.max(worst, difference);
  }
}
process.stdout.write(`${JSON.stringify({ max_loss_rel_error: worst })}\n`);
process.exit(0);
