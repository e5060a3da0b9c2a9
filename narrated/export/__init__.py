"""What clips become: timeline, captions, sound, transitions, film, storyboard."""
