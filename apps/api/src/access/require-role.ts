import { ForbiddenError } from './access.errors.js';
import type { AccessRule } from './access-rule.js';
import type { Viewer } from './viewer.js';
import type { Sighting } from './visibility.js';

/** @throws ForbiddenError when a rule does not let a signed-in viewer use a field on what it names. */
export function requireRole(viewer: Viewer, rule: AccessRule | null, sighting: Sighting, isMutation: boolean): void {
  if (viewer.isUnlimited || rule?.role === 'PUBLIC') return;
  if (rule === null) throw new ForbiddenError('This is for single-user servers only.');
  if (viewer.isLogOnly && !rule.isLogging) {
    throw new ForbiddenError('This token may log into runs and nothing else. Make one with the scope READ or WRITE.');
  }
  if (!viewer.reaches(rule.role)) {
    throw new ForbiddenError(
      `This token may not do that: it needs the scope ${rule.role === 'ADMIN' ? 'ADMIN' : 'WRITE'}. Make another token.`,
    );
  }
  if (rule.where === 'ANYWHERE') return;
  if (rule.where === 'INSTANCE') {
    if (!viewer.isInstanceAdmin) throw forInstanceAdmins();
    return;
  }
  const { role } = rule;
  const lacking = sighting.projectIds.find((projectId) => !viewer.may(role, projectId));
  if (lacking !== undefined) {
    throw new ForbiddenError(
      `This needs the role ${role} in the project; yours is ${viewer.roleIn(lacking) ?? 'none'}. Ask an admin of the project.`,
    );
  }
  // To change what is everybody's is no one project's affair. What is hidden will not be found.
  const isOfNoProject = sighting.projectIds.length === 0 && sighting.hidden.length === 0;
  if ((isMutation || role === 'ADMIN') && isOfNoProject && !viewer.isInstanceAdmin) throw forInstanceAdmins();
}

function forInstanceAdmins(): ForbiddenError {
  return new ForbiddenError('This needs an admin of this Voxboard. Ask one to do it, or to make you one.');
}
