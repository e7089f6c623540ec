using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Quality.Benchmarks;

namespace RefineWorkflows.Refinement.Quality.Verifying;

/// <summary>The picture that stands for a subject: itself, or of a clip the sharpest of three frames.</summary>
internal static class RepresentativePicture
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    /// <exception cref="QualityException">There is no frame.</exception>
    /// <exception cref="Imaging.ImagingException">A frame cannot be decoded.</exception>
    public static ReadOnlyMemory<byte> Of(GradeSubject subject) => subject.Frames.Count switch
    {
        0 => throw new QualityException("There is no frame to look at; give at least one."),
        1 => subject.Frames[0],
        var count => subject.Frames[RepresentativeFrame.Sharpest(RepresentativeFrame.Candidates(count), at => Codec.Decode(subject.Frames[at]))],
    };
}
