using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends;

/// <summary>Makes of the bytes that a server calls a picture one that can be relied on: known by content, within limits, whole, a PNG.</summary>
internal static class ReturnedPicture
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    /// <param name="http">Who answered, for the error.</param>
    /// <param name="bytes">What was answered.</param>
    /// <param name="seed">The seed it was made with.</param>
    /// <exception cref="BackEndException">Protocol: it is no PNG, JPEG, WebP or GIF, it is damaged, or it holds more than is decoded.</exception>
    public static GeneratedImage Read(ModelHttp http, byte[] bytes, ulong seed)
    {
        try
        {
            // The header tells size and format before a pixel is decoded; decoding tells whether all of it came.
            ImageHeader header = Codec.ReadHeader(bytes);
            RgbImage pixels = Codec.Decode(bytes);
            return new GeneratedImage(header.Format == ImageFormat.Png ? bytes : Codec.EncodePng(pixels), "png", seed);
        }
        catch (ImagingException wrong)
        {
            throw http.Failure(BackEndFailure.Protocol, $"it returned a picture that cannot be used: {wrong.Message}", wrong);
        }
    }
}
