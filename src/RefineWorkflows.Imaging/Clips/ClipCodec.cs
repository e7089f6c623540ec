using System.Globalization;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Native;

namespace RefineWorkflows.Imaging.Clips;

/// <summary>Frames to an animated WebP, and animated WebP and GIF to frames. Has no state but its limits.</summary>
/// <param name="limits">What a clip may hold at most.</param>
public sealed class ClipCodec(ImageLimits limits)
{
    private const int LongestSide = 16383;
    private const int Quality = 85;

    /// <summary>A later frame costs decoding all before it; more than a few are cheaper all at once, which needs the memory for all.</summary>
    private const int FewFrames = 6;

    private readonly ImageCodec codec = new(limits);

    /// <summary>Reads what an animated WebP or GIF says of itself, without decoding a pixel.</summary>
    /// <exception cref="InvalidImageException">It is neither, or damaged.</exception>
    /// <exception cref="ImageTooLargeException">It holds more than the limits allow.</exception>
    public ClipHeader ReadHeader(ReadOnlyMemory<byte> file)
    {
        ImageHeader header = codec.ReadHeader(file);
        RequireSize(header.Width, header.Height, header.Frames);
        ClipFormat format = header.Format switch
        {
            ImageFormat.Webp => ClipFormat.Webp,
            ImageFormat.Gif => ClipFormat.Gif,
            _ => throw new InvalidImageException($"A {header.Format} is a still picture; a WebP or GIF was expected."),
        };
        using VipsImage opened = VipsOperation.Image(Loader(format), ("buffer", file));
        int total = opened.Delays.Sum(delay => Math.Max(delay, 0));
        double rate = header.Frames > 1 && total > 0 ? Math.Round(1000.0 * header.Frames / total, 3) : 0;
        return new ClipHeader(format, header.Width, header.Height, header.Frames, rate);
    }

    /// <summary>Decodes chosen frames of an animated WebP or GIF, each laid over the ones before it as it is shown.</summary>
    /// <param name="file">The file.</param>
    /// <param name="indices">Which frames, from 0.</param>
    /// <exception cref="InvalidImageException">It is damaged or cut short.</exception>
    /// <exception cref="ImageTooLargeException">It holds more than the limits allow; nothing was decoded.</exception>
    public IReadOnlyList<RgbImage> Split(ReadOnlyMemory<byte> file, IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ClipHeader header = ReadHeader(file);
        try
        {
            return indices.Count <= FewFrames ? [.. indices.Select(index => Frame(file, header, index))] : AllAtOnce(file, header, indices);
        }
        catch (NativeLibraryException refused)
        {
            throw new InvalidImageException($"The {header.Format} is damaged or cut short and was not read. {refused.Message}", refused);
        }
    }

    /// <summary>Joins frames to an animated WebP that repeats for ever. The same frames give the same bytes.</summary>
    /// <param name="frames">At least one, all of one size.</param>
    /// <param name="framesPerSecond">Above 0, up to 1000; each frame is shown for whole milliseconds, the sum being right.</param>
    /// <exception cref="InvalidImageException">Frames of different sizes, or none.</exception>
    /// <exception cref="ImageTooLargeException">More frames or pixels than the limits allow, or a side above 16 383, the format's bound.</exception>
    public byte[] Join(IReadOnlyList<RgbImage> frames, double framesPerSecond)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (framesPerSecond is not (> 0 and <= 1000))
            throw new ArgumentOutOfRangeException(nameof(framesPerSecond), framesPerSecond, "Frames per second are above 0, up to 1000.");
        if (frames.Count == 0)
            throw new InvalidImageException("A clip needs at least one frame.");
        RgbImage first = frames[0];
        RequireSize(first.Width, first.Height, frames.Count);
        if (Math.Max(first.Width, first.Height) > LongestSide)
            throw new ImageTooLargeException($"A clip of {first.Width}×{first.Height} pixels is asked for; WebP has sides up to {LongestSide}.");
        using VipsImage stacked = VipsImage.From(Stack(frames));
        stacked.MarkAsAnimation(first.Height, Delays(frames.Count, framesPerSecond));
        return VipsOperation.Bytes("webpsave_buffer", ("in", stacked), ("Q", Quality));
    }

    /// <summary>Refuses a clip of this size before anybody works on it.</summary>
    /// <exception cref="ImageTooLargeException">It holds more than the limits allow.</exception>
    public void RequireSize(int width, int height, int frames)
    {
        if (frames > limits.Frames)
            throw new ImageTooLargeException($"The clip has {frames} frames; at most {limits.Frames} are taken. Make it shorter, or raise the limit.");
        if ((long)width * height * frames > limits.AnimationPixels)
            throw new ImageTooLargeException($"The clip has {frames} frames of {width}×{height} pixels; at most {limits.AnimationPixels} pixels are taken together. Make it shorter or smaller, or raise the limit.");
    }

    private static RgbImage Frame(ReadOnlyMemory<byte> file, ClipHeader header, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, header.Frames);
        using VipsImage page = VipsOperation.Image(Loader(header.Format), ("buffer", file), ("page", index), ("n", 1), ("fail_on", "truncated"));
        return ImageCodec.Flat(page);
    }

    private static IReadOnlyList<RgbImage> AllAtOnce(ReadOnlyMemory<byte> file, ClipHeader header, IReadOnlyList<int> indices)
    {
        RgbImage all;
        using (VipsImage pages = VipsOperation.Image(Loader(header.Format), ("buffer", file), ("n", -1), ("fail_on", "truncated")))
            all = ImageCodec.Flat(pages);
        int length = header.Width * header.Height * 3;
        return [.. indices.Select(index => new RgbImage(header.Width, header.Height, all.Pixels.Slice(index * length, length).ToArray()))];
    }

    // As whole milliseconds that add up: at 24 a second two frames of three are shown for 42 ms and the third for 41.
    private static int[] Delays(int frames, double framesPerSecond)
        => [.. Enumerable.Range(0, frames).Select(frame => Until(frame + 1, framesPerSecond) - Until(frame, framesPerSecond))];

    private static int Until(int frame, double framesPerSecond) => (int)Math.Round(1000 * frame / framesPerSecond);

    private static RgbImage Stack(IReadOnlyList<RgbImage> frames)
    {
        RgbImage first = frames[0];
        int length = first.Width * first.Height * 3;
        byte[] pixels = new byte[checked(length * frames.Count)];
        for (int frame = 0; frame < frames.Count; frame++)
        {
            if (frames[frame].Width != first.Width || frames[frame].Height != first.Height)
                throw new InvalidImageException(string.Create(CultureInfo.InvariantCulture, $"Frame {frame + 1} has {frames[frame].Width}×{frames[frame].Height} pixels and the first {first.Width}×{first.Height}: a clip has frames of one size."));
            frames[frame].Pixels.CopyTo(pixels.AsSpan(frame * length));
        }

        return new RgbImage(first.Width, first.Height * frames.Count, pixels);
    }

    private static string Loader(ClipFormat format) => format == ClipFormat.Gif ? "gifload_buffer" : "webpload_buffer";
}
