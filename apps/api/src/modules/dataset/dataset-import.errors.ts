import { ForbiddenError } from '../../access/access.errors.js';

/** Thrown when somebody names a path of the worker's machine who may not read that machine. */
export class SourceForbiddenError extends ForbiddenError {
  constructor() {
    super(
      '"source" names a path on the machine of the worker, which only an admin of this Voxboard may read. Upload the corpus instead: createUpload, then importDataset with its "uploadId".',
    );
  }
}
