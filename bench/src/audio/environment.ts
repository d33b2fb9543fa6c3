/** Folder with RAVDESS recordings (`Actor_01` … or plain WAV files); null: measure on synthetic speech. */
export const RAVDESS_FOLDER: string | null = process.env.VOXBOARD_RAVDESS ?? null;
