/** The one definition of a split's hash lives with the domain: the database hashes the same text. */
export { splitManifest } from '@voxboard/domain';
