using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Quality.Verifying;

/// <summary>Makes subjects of files: pictures, animated WebP and GIF, and MP4 and WebM where ffmpeg is there.</summary>
/// <param name="limits">What a file may hold at most.</param>
/// <param name="ffmpeg">What reads videos; null where it is not there.</param>
public sealed class SubjectReader(ImageLimits limits, Ffmpeg? ffmpeg)
{
    /// <summary>Of longer clips so many evenly spaced frames are looked at.</summary>
    public const int MostFrames = 64;

    private readonly ImageCodec codec = new(limits);
    private readonly ClipCodec clips = new(limits);

    /// <param name="prompt">What it was meant to show.</param>
    /// <param name="file">The file's content.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ImagingException">It cannot be decoded, or is a video and there is no ffmpeg.</exception>
    public async Task<GradeSubject> ReadAsync(string prompt, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        if (ClipFormats.Recognise(file.Span) is { } format && ClipFormats.IsVideo(format))
        {
            if (ffmpeg is null)
                throw new InvalidImageException("It is a video, and ffmpeg, which reads it, is not there. Install it, or name it in the setting Video:Ffmpeg.");
            VideoFrames video = await ffmpeg.ReadAsync(file, MostFrames, cancellationToken);
            return Clip(prompt, video.Frames, video.Header);
        }

        if (codec.ReadHeader(file).Frames <= 1)
        {
            // Decoded here so that a damaged picture is the file's problem and not a channel's.
            codec.Decode(file);
            return new GradeSubject(prompt, [file]);
        }

        ClipHeader header = clips.ReadHeader(file);
        return Clip(prompt, clips.Split(file, EvenFrames.Of(header.Frames, MostFrames)), header);
    }

    private GradeSubject Clip(string prompt, IReadOnlyList<RgbImage> frames, ClipHeader header)
        => new(prompt, [.. frames.Select(frame => (ReadOnlyMemory<byte>)codec.EncodePng(frame))], header.FramesPerSecond * frames.Count / Math.Max(1, header.Frames));
}
