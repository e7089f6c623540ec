using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Refinement.Generation.Painting.Finish;

/// <summary>The manners in which a graded picture can be rendered, by the names that the words give them.</summary>
internal static class Styles
{
    /// <summary>The picture in this style; an empty or unknown name leaves the house style.</summary>
    public static RgbImage Apply(RgbImage graded, string style, ulong seed, ImageCodec codec) => style switch
    {
        "watercolour" => Watercolour.Apply(graded, seed),
        "oil" => OilPaint.Apply(graded, seed),
        "sketch" => PencilSketch.Apply(graded, seed),
        "noir" => Noir.Apply(graded, seed),
        "pastel" => Pastel.Apply(graded, seed),
        "pixel" => PixelArt.Apply(graded, codec),
        "neon" => NeonGlow.Apply(graded, seed),
        _ => graded,
    };
}
