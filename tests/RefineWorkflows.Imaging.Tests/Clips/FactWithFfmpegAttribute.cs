using RefineWorkflows.Imaging.Clips;

namespace RefineWorkflows.Imaging.Tests.Clips;

/// <summary>A fact that needs the program ffmpeg. Skipped, and said so, where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithFfmpegAttribute : FactAttribute
{
    public FactWithFfmpegAttribute()
    {
        if (Program is null) Skip = "needs ffmpeg on the PATH, or named in REFINE_VIDEO__FFMPEG";
    }

    public static string? Program => Ffmpeg.Find(Environment.GetEnvironmentVariable("REFINE_VIDEO__FFMPEG"), Environment.GetEnvironmentVariable("PATH"));
}
