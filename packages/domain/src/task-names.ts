export const TASKS = ['EMOTION', 'GENDER', 'SPEAKER'] as const;

/** RAVDESS order: code 01 … 08. The order is the class index everywhere (labels, probabilities, matrices). */
export const EMOTIONS = ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised'] as const;

export const GENDERS = ['male', 'female'] as const;

export const INTENSITIES = ['normal', 'strong'] as const;
