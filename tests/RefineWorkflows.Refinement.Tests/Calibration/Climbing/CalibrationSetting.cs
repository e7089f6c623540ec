using RefineWorkflows.Refinement.Calibration.Climbing;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Calibration.Climbing;

public sealed class CalibrationSetting
{
    public static TheoryData<CalibrationSettings, string, string> Refused => new()
    {
        { new CalibrationSettings { Target = 0 }, "--target", "0" },
        { new CalibrationSettings { Target = 1.5 }, "--target", "1.5" },
        { new CalibrationSettings { Target = double.NaN }, "--target", "NaN" },
        { new CalibrationSettings { Patience = 0 }, "--patience", "0" },
        { new CalibrationSettings { MaxIterations = 0 }, "--max-iterations", "0" },
        { new CalibrationSettings { PhrasingsPerAxis = 11 }, "--phrasings-per-axis", "11" },
        { new CalibrationSettings { RobustnessSeeds = -1 }, "--robustness-seeds", "-1" },
        { new CalibrationSettings { AcceptBy = (AcceptBy)5 }, "--accept-by", "5" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void A_bad_setting_is_named_with_its_value_and_what_is_allowed(CalibrationSettings settings, string option, string value)
    {
        SettingProblem problem = Assert.Single(settings.Validate());

        Assert.Equal(option, problem.Option);
        Assert.StartsWith($"{option} is {value}; allowed: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_the_published_ones()
    {
        var settings = new CalibrationSettings();

        Assert.Empty(settings.Validate());
        Assert.Equal((0.9, 4, 25, 3, false, 3), (settings.Target, settings.Patience, settings.MaxIterations, settings.PhrasingsPerAxis, settings.BatchIndependent, settings.RobustnessSeeds));
        Assert.Equal(AcceptBy.Mismatches, settings.AcceptBy);
    }
}
