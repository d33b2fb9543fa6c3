import type { Role, Viewer } from '../access/viewer.js';
import { doesNotExist, MlflowError } from './mlflow.errors.js';

/**
 * What the sender of a request may do. A token that may only log reads single experiments and runs, which the client
 * needs to log, and nothing else.
 */
export class MlflowAccess {
  constructor(readonly viewer: Viewer) {}

  /** @throws MlflowError UNAUTHENTICATED */
  requireSignIn(): void {
    if (this.viewer.isSignedIn) return;
    throw new MlflowError('UNAUTHENTICATED', 'Set MLFLOW_TRACKING_TOKEN to a token of this Voxboard.');
  }

  /** @throws MlflowError RESOURCE_DOES_NOT_EXIST for what the sender may not see, as for what is not there */
  requireSeen(projectId: string, what: string, id: string): void {
    if (!this.viewer.sees(projectId)) throw doesNotExist(what, id);
  }

  /** Lists, histories and files. @throws MlflowError PERMISSION_DENIED */
  requireReading(): void {
    if (this.viewer.isLogOnly) {
      throw new MlflowError(
        'PERMISSION_DENIED',
        'This token may log and not read. Make one with the scope READ or WRITE.',
      );
    }
  }

  /** @throws MlflowError PERMISSION_DENIED */
  requireRole(role: Role, projectId: string): void {
    if (role === 'ADMIN') this.requireReading();
    if (this.viewer.may(role, projectId)) return;
    throw new MlflowError(
      'PERMISSION_DENIED',
      `This needs the role ${role} in the project. Ask an admin of the project.`,
    );
  }

  /** To make a project that is not there. @throws MlflowError PERMISSION_DENIED */
  requireInstanceAdmin(slug: string): void {
    if (this.viewer.isInstanceAdmin) return;
    throw new MlflowError(
      'PERMISSION_DENIED',
      `There is no project "${slug}". Ask an admin of this Voxboard to make it, or name the experiment "<project>/<experiment>".`,
    );
  }
}
