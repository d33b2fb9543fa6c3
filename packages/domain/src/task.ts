import { z } from 'zod';
import { EMOTIONS, GENDERS, INTENSITIES, TASKS } from './task-names.js';

export * from './task-names.js';

export const TaskSchema = z.enum(TASKS);
export type Task = z.infer<typeof TaskSchema>;

export const EmotionSchema = z.enum(EMOTIONS);
export type Emotion = z.infer<typeof EmotionSchema>;

export const GenderSchema = z.enum(GENDERS);
export type Gender = z.infer<typeof GenderSchema>;

export const IntensitySchema = z.enum(INTENSITIES);
export type Intensity = z.infer<typeof IntensitySchema>;
