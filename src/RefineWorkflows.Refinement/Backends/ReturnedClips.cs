using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Composition;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends;

/// <summary>Makes of moving pictures, or of the frames that a server returns, a clip and the sheet of its frames that stands for it wherever a picture is looked at.</summary>
/// <param name="limits">What may be returned at most.</param>
/// <param name="ffmpeg">What reads MP4 and WebM; null where it is not there.</param>
public sealed class ReturnedClips(ImageLimits limits, Ffmpeg? ffmpeg)
{
    /// <summary>What a person can do about a missing ffmpeg.</summary>
    internal const string HowToGetFfmpeg = "ffmpeg, which reads MP4 and WebM, is not there. Install it (apt install ffmpeg, brew install ffmpeg, winget install ffmpeg) or name it in the setting Video:Ffmpeg; or let the workflow save frames or an animated WebP.";

    private readonly ImageCodec codec = new(limits);
    private readonly ClipCodec clips = new(limits);

    /// <summary>For places where no settings are: usual limits, and no ffmpeg.</summary>
    public static ReturnedClips Usual { get; } = new(ImageLimits.Default, null);

    /// <summary>Whether MP4 and WebM can be looked at.</summary>
    public bool ReadsVideo => ffmpeg is not null;

    /// <summary>The most frames of one clip.</summary>
    public int MostFrames => limits.Frames;

    /// <summary>Whether a file moves, by its content.</summary>
    internal bool Moves(ModelHttp http, byte[] file) => ClipFormats.Recognise(file) is { } format
        && (ClipFormats.IsVideo(format) || Guarded(http, () => codec.ReadHeader(file).Frames > 1));

    /// <summary>Reads a moving picture, which stays as it came, byte for byte.</summary>
    /// <exception cref="BackEndException">It cannot be used; where nobody here can look at it, the exception carries it along.</exception>
    internal async Task<GeneratedImage> ReadAsync(ModelHttp http, byte[] file, ulong seed, CancellationToken cancellationToken)
    {
        ClipFormat format = ClipFormats.Recognise(file)!.Value;
        if (!ClipFormats.IsVideo(format))
        {
            return Guarded(http, () =>
            {
                ClipHeader header = clips.ReadHeader(file);
                return Picture(clips.Split(file, EvenFrames.Of(header.Frames, ContactSheet.MostFrames)), file, header, seed);
            });
        }

        GeneratedClip unseen = new(file, ClipFormats.ExtensionOf(format), 0, 0);
        if (ffmpeg is null)
            throw http.Failure(BackEndFailure.NotFound, $"it returned a {format}, which is kept, and {HowToGetFfmpeg}", clip: unseen);
        try
        {
            VideoFrames read = await ffmpeg.ReadAsync(file, ContactSheet.MostFrames, cancellationToken);
            return Picture(read.Frames, file, read.Header, seed);
        }
        catch (ImageTooLargeException large)
        {
            throw http.Failure(BackEndFailure.Protocol, $"it returned a clip that is too large: {large.Message}", large);
        }
        catch (ImagingException wrong)
        {
            throw http.Failure(BackEndFailure.Protocol, $"it returned a {format} that cannot be looked at and is kept: {wrong.Message}", wrong, clip: unseen);
        }
    }

    /// <summary>Joins frames, in their order, to a clip.</summary>
    /// <exception cref="BackEndException">Protocol: one cannot be used, they have different sizes, or they are too many.</exception>
    internal GeneratedImage Join(ModelHttp http, IReadOnlyList<byte[]> files, double framesPerSecond, ulong seed) => Guarded(http, () =>
    {
        ImageHeader first = codec.ReadHeader(files[0]);
        clips.RequireSize(first.Width, first.Height, files.Count);
        RgbImage[] frames = [.. files.Select(file => codec.Decode(file))];
        byte[] joined = clips.Join(frames, framesPerSecond);
        var header = new ClipHeader(ClipFormat.Webp, first.Width, first.Height, frames.Length, framesPerSecond);
        return Picture([.. EvenFrames.Of(frames.Length, ContactSheet.MostFrames).Select(index => frames[index])], joined, header, seed);
    });

    private GeneratedImage Picture(IReadOnlyList<RgbImage> frames, byte[] file, ClipHeader header, ulong seed)
        => new(codec.EncodePng(ContactSheet.Compose(frames)), "png", seed)
        {
            Clip = new GeneratedClip(file, ClipFormats.ExtensionOf(header.Format), header.Frames, header.FramesPerSecond),
        };

    private static T Guarded<T>(ModelHttp http, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ImagingException wrong)
        {
            throw http.Failure(BackEndFailure.Protocol, $"it returned a clip that cannot be used: {wrong.Message}", wrong);
        }
    }
}
