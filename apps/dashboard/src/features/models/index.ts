export { PromoteButton } from './promote-button';
