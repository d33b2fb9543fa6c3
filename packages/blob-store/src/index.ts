export { blobKey, InvalidBlobNameError } from './blob-key.js';
export { LocalBlobStore } from './local-blob-store.js';
export { type UploadedFile, UploadFolders } from './upload-folders.js';
