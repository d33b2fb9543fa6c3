interface Sent {
  readonly ok: true;
  readonly predictionId: string;
}
interface NotSent {
  readonly ok: false;
  readonly message: string;
}

/** @param query names the model: `run=ID` or `version=ID` */
export async function sendRecording(query: string, file: Blob, name: string): Promise<Sent | NotSent> {
  const address = `/predict?${query}&name=${encodeURIComponent(name)}`;
  try {
    const response = await fetch(address, {
      method: 'POST',
      body: file,
      headers: { 'Content-Type': 'application/octet-stream' },
    });
    const answer: unknown = await response.json();
    if (typeof answer === 'object' && answer !== null) {
      if ('predictionId' in answer && typeof answer.predictionId === 'string') {
        return { ok: true, predictionId: answer.predictionId };
      }
      if ('error' in answer && typeof answer.error === 'string') return { ok: false, message: answer.error };
    }
    return { ok: false, message: `The server refused it (${response.status}). Recordings may have 25 MB.` };
  } catch {
    return { ok: false, message: 'The Voxboard API does not answer. Try again when it is back.' };
  }
}
