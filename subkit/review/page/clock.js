// What plays: the video, or a clock where there is none, with one face for both. Times are in milliseconds.

/** Plays without picture or sound: time passes while it runs. */
class Metronome {
  constructor(duration) {
    this.duration = duration;
    this.paused = true;
    this.speed = 1;
    this.at = 0;
    this.since = 0;
  }

  get now() {
    if (this.paused) return this.at;
    const passed = this.at + (performance.now() - this.since) * this.speed;
    if (passed >= this.duration) {
      this.at = this.duration;
      this.paused = true;
      return this.at;
    }
    return passed;
  }

  set now(time) {
    this.at = Math.min(Math.max(time, 0), this.duration);
    this.since = performance.now();
  }

  get rate() {
    return this.speed;
  }

  set rate(rate) {
    this.now = this.now;
    this.speed = rate;
  }

  play() {
    if (this.at >= this.duration) this.at = 0;
    this.since = performance.now();
    this.paused = false;
  }

  pause() {
    this.at = this.now;
    this.paused = true;
  }
}

/** Plays a video element. */
class Film {
  constructor(video) {
    this.video = video;
    this.duration = data.duration;
  }

  get paused() {
    return this.video.paused;
  }

  get now() {
    return this.wanted ?? this.video.currentTime * 1000;
  }

  set now(time) {
    // A video tells its old time until it has got there: what was asked for counts until then.
    this.wanted = Math.min(Math.max(time, 0), data.film.duration ?? data.duration);
    this.video.currentTime = this.wanted / 1000;
    this.video.addEventListener("seeked", () => { this.wanted = undefined; }, { once: true });
  }

  get rate() {
    return this.video.playbackRate;
  }

  set rate(rate) {
    this.video.playbackRate = rate;
  }

  play() {
    this.video.play().catch(() => {});
  }

  pause() {
    this.video.pause();
  }
}

/** Which cues are shown at a time, though they may overlap or stand in another order than that of their times. */
class Schedule {
  constructor(cues) {
    this.cues = cues;
    this.order = cues.map((_, index) => index).sort((a, b) => cues[a].start - cues[b].start || a - b);
    let latest = 0;
    this.latest = this.order.map((index) => (latest = Math.max(latest, cues[index].end)));
  }

  /** The place, in the order of in-times, of the last cue that has begun; -1 before the first. */
  begun(time) {
    let [low, high] = [0, this.order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.cues[this.order[middle]].start <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  shownAt(time) {
    const shown = [];
    for (let place = this.begun(time); place >= 0 && this.latest[place] > time; place -= 1) {
      if (this.cues[this.order[place]].end > time) shown.unshift(this.order[place]);
    }
    return shown;
  }
}
